// Offsets as a JavaScript client uses them: String.slice with UTF-16 units, Array.from with code
// points. usage: node check.mjs DEDI TEXT...
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

let checked = 0, failed = 0;

function* variants(text) {
	yield text;
	yield text.normalize('NFD');
	yield '\ufeff' + text.replaceAll('\n', '\r\n');
	yield text.replaceAll(' ', ' \u{1f389}');
	yield text.replaceAll('. ', '. \u{1f468}\u200d\u{1f469}\u200d\u{1f466}\ufe0f ');
	yield text.replaceAll('а', 'а\u0301');
}

function check(cut, node) {
	if (node === null || typeof node !== 'object')
		return;
	const spans = node.spans ?? (node.span ? [node.span] : []);
	// a block's span has its line break, its text has not
	if (spans.length && typeof node.text === 'string' && !node.sentences) {
		checked++;
		const got = spans.map((span) => cut(span.start, span.end)).join(' ');
		if (got !== node.text) {
			failed++;
			if (failed <= 5)
				console.log(JSON.stringify([got, node.text]));
		}
	}
	for (const value of Object.values(node))
		check(cut, value);
}

const [dedi, ...paths] = process.argv.slice(2);
for (const path of paths) {
	for (const text of variants(readFileSync(path, 'utf8'))) {
		const points = Array.from(text);
		const cuts = {
			utf16: (start, end) => text.slice(start, end),
			codepoint: (start, end) => points.slice(start, end).join(''),
		};
		for (const [unit, cut] of Object.entries(cuts)) {
			for (const stage of [[], ['--stage', 'document'], ['--stage', 'tokens']]) {
				const run = spawnSync(dedi, ['analyze', '--offsets', unit, ...stage, '-'],
					{input: text, maxBuffer: 1 << 28});
				check(cut, JSON.parse(run.stdout));
			}
		}
	}
}
console.log(`offsets in JavaScript: ${checked} spans, ${failed} wrong`);
process.exit(failed || !checked ? 1 : 0);
