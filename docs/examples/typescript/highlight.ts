// An article in, HTML with its statements marked out. The types are those of the contract:
//
//   npm install
//   npm run types && npm run build
//   node build/highlight.js http://127.0.0.1:8080/ article.txt > article.html
import { readFile } from 'node:fs/promises';
import type { components } from './types.js';

type Analysis = Required<components['schemas']['Analysis']>;
type Problem = components['schemas']['Problem'];
type Statement = components['schemas']['Statement'];

export class DediError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

/** JavaScript counts UTF-16 units, so that is what the offsets are asked in. */
export async function analyze(service: string, text: string, attempts = 3): Promise<Analysis> {
  const response = await fetch(new URL('v1/analyze', service), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text, offsets: 'utf16' } satisfies components['schemas']['Request']),
  });
  if (response.ok) return (await response.json()) as Analysis;
  const wait = Number(response.headers.get('Retry-After'));
  if (wait && attempts > 1) {
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    return analyze(service, text, attempts - 1);
  }
  throw new DediError((await response.json()) as Problem);
}

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

const speaker = ({ speaker }: Statement) => speaker.name ?? speaker.text ?? 'unknown';

/** Each piece of a statement becomes a <mark> that says whose words it is. */
export function highlight(text: string, { statements }: Analysis): string {
  const pieces = statements
    .flatMap((s) => s.spans.map((span) => ({ ...span, s })))
    .sort((a, b) => a.start - b.start);
  let html = '';
  let at = 0;
  for (const { start, end, s } of pieces) {
    if (start < at) continue; // statements do not overlap; if they ever do, the first one wins
    html += escape(text.slice(at, start));
    html += `<mark class="${s.type}" title="${escape(speaker(s))}">${escape(text.slice(start, end))}</mark>`;
    at = end;
  }
  return html + escape(text.slice(at));
}

const [service, file] = process.argv.slice(2);
if (!service || !file) throw new Error('usage: highlight.js SERVICE FILE');
const text = await readFile(file, 'utf8');
process.stdout.write(highlight(text, await analyze(service, text)));
