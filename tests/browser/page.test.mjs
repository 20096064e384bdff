// What a person does with the page, in a real browser against a real service.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';

const ARTICLE = `Ақтауда «Таза теңіз» қалалық акциясы өтті

Жағалау қызметінің басшысы Мирас Дәулетов ерікті топтардың үш тонна қоқыс жинағанын айтты.

«Теңіз 🌊 – бәріміздің үйіміз. Оны қорғау – ортақ парыз», – деді спикер.

Ол тұрғындарды келесі сенбілікке шақырды. «Кемелерді тексереміз», – дейді Мирас Дәулетов.
`;
const SHOTS = 'screenshots';
let service, address, browser, context, page;

async function start(...options) {
  const child = spawn(process.env.DEDI, ['serve', '--listen', '127.0.0.1:0', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const port = await new Promise((resolve, reject) => {
    let seen = '';
    const look = (chunk) => {
      seen += chunk;
      const found = seen.match(/127\.0\.0\.1:(\d+)/);
      if (found) resolve(found[1]);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('exit', () => reject(new Error(`the service ended: ${seen}`)));
  });
  return { child, address: `http://127.0.0.1:${port}/` };
}

const stop = (child) =>
  new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.on('exit', resolve);
    child.kill('SIGTERM');
  });

before(async () => {
  fs.mkdirSync(SHOTS, { recursive: true });
  ({ child: service, address } = await start('--max-text', '200K', '--max-body', '400K'));
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
});

after(async () => {
  await browser?.close();
  if (service) await stop(service);
});

const complaints = [];
beforeEach(async () => {
  await context?.close();
  complaints.length = 0;
  context = await browser.newContext({ viewport: { width: 1360, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
  context.setDefaultTimeout(240000); // a busy machine is no failure
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.text().includes('Content Security Policy') && complaints.push(message.text()));
  await page.goto(address);
});

async function analyse(text = ARTICLE) {
  await page.fill('#text', text);
  await page.click('#analyze');
  await page.waitForSelector('#result:not([hidden])');
}

const shot = (name) => page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });

// The paragraphs as the reader sees them, without the numbers of the statements.
const shownText = () => page.$$eval('#article p', (all) => all.map((p) => [...p.childNodes]
  .filter((n) => !n.classList?.contains('badge')).map((n) => n.textContent).join('')).join('\n'));

// The stretches of one kind, in text order, those that touch joined.
const marked = (kind) => page.$$eval(`#article .${kind}`, (all, name) => {
  const runs = [];
  for (const e of all) {
    if (e.previousSibling?.classList?.contains(name)) runs[runs.length - 1] += e.textContent;
    else runs.push(e.textContent);
  }
  return runs;
}, kind);

const ask = async (text) => (await fetch(`${address}v1/analyze`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ text, offsets: 'utf16' }),
})).json();

async function violations() {
  await page.evaluate(fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
  const { violations: found } = await page.evaluate(() => window.axe.run());
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`);
}

test('paste, analyse: every span of the answer is marked exactly', async () => {
  await analyse();
  const answer = await ask(ARTICLE);
  assert.ok(answer.statements.length >= 3);
  assert.deepEqual(await marked('statement'), answer.statements.flatMap((s) => s.spans.map((x) => ARTICLE.slice(x.start, x.end))));
  assert.deepEqual(await marked('cue'), answer.statements.map((s) => s.cue.text));
  assert.deepEqual(await marked('speaker'), answer.statements.map((s) => s.speaker.text));
  for (const [kind, list] of [['person', answer.people], ['organization', answer.organizations], ['campaign', answer.campaigns]])
    assert.deepEqual(await marked(kind), list.flatMap((e) => e.mentions).toSorted((a, b) => a.span.start - b.span.start).map((m) => m.text));
  assert.equal(await shownText(), ARTICLE.split('\n').filter(Boolean).join('\n'));
  await shot('article');
  assert.deepEqual(complaints, []);
});

test('colours tell speakers apart, the border the type', async () => {
  const text = `${ARTICLE}\n«Жағалау қызметі көмектеседі», – деді ерікті Айнұр Сапарова.\n`;
  await analyse(text);
  const answer = await ask(text);
  const colours = await page.$$eval('#article .badge', (all) => all.map((e) => getComputedStyle(e).backgroundColor));
  const names = answer.statements.map((s) => s.speaker.name ?? s.speaker.text);
  assert.ok(new Set(names).size >= 2);
  for (const [i, a] of names.entries())
    for (const [k, b] of names.entries()) assert.equal(colours[i] === colours[k], a === b, `${a} and ${b}`);
  const border = (type) => page.$eval(`#article .statement.${type}`, (e) => getComputedStyle(e).borderBottomStyle);
  assert.equal(await border('direct'), 'none');
  assert.equal(await border('indirect'), 'dotted');
});

test('words broken by their attribution are one statement; a name inside them keeps its mark', async () => {
  const text = '«Мектепті биыл ашамыз, – деді әкім Серік Оспанов, – оны Айнұр Сапарова басқарады».';
  await analyse(text);
  assert.deepEqual(await page.$$eval('#article .badge', (all) => all.map((e) => e.textContent)), ['1']);
  assert.deepEqual(await marked('statement'), ['Мектепті биыл ашамыз', 'оны Айнұр Сапарова басқарады']);
  assert.equal(await page.textContent('#article .statement.person'), 'Айнұр Сапарова');
  await page.locator('#article .statement').first().hover();
  assert.ok((await page.$$eval('#article .statement', (all) => all.map((e) => e.classList.contains('lit')))).every(Boolean));
});

test('emoji and combining marks do not shift the marks', async () => {
  const text = 'Мұғалім Әсел Нұрланова: 👩‍🏫 сабақ.\n\n«Й\u0438\u0306 әрпі 👍🏽 дұрыс жазылды», – деді Әсел Нұрланова.';
  await analyse(text);
  const { statements } = await ask(text);
  assert.ok(statements.some((s) => s.text === text.slice(text.indexOf('«') + 1, text.indexOf('»'))));
  assert.deepEqual(await marked('statement'), statements.flatMap((s) => s.spans.map((x) => text.slice(x.start, x.end))));
  assert.equal(await shownText(), text.split('\n\n').join('\n'));
});

test('every Kazakh letter has a glyph in the page\'s fonts, in every weight', async () => {
  const letters = 'ӘәҒғҚқҢңӨөҰұҮүҺһІі';
  const missing = await page.evaluate(([all, fonts]) => {
    // a letter that is not there is drawn as the box that stands for a code point nobody has
    const draw = (font, letter) => {
      const canvas = new OffscreenCanvas(40, 40);
      const pen = canvas.getContext('2d');
      pen.font = font;
      pen.fillText(letter, 4, 30);
      return pen.getImageData(0, 0, 40, 40).data.join();
    };
    return fonts.flatMap((font) => [...all].filter((c) => draw(font, c) === draw(font, '\u{10fffd}') || draw(font, c) === draw(font, ' ')));
  }, [letters, ['24px', '600 24px', 'italic 24px', 'italic 600 24px'].flatMap((f) => [`${f} sans-serif`, `${f} 'Noto Serif', serif`])]);
  assert.deepEqual(missing, []);
});

test('hover and focus show who is meant and draw the link to the name', async () => {
  await analyse();
  const speaker = page.locator('#article .speaker', { hasText: 'спикер' });
  const line = () => page.getAttribute('#link .line', 'd');
  await speaker.hover();
  assert.match(await page.textContent('#tip'), /Мирас Дәулетов/);
  assert.ok((await page.$$('#article .lit')).length > 1);
  // the line ends under the name, as it was drawn
  const [x, y] = (await line()).split(' ').slice(-2).map(Number);
  const name = await page.locator('#article .person').first().boundingBox();
  const work = await page.locator('#work').boundingBox();
  assert.ok(x + work.x > name.x && x + work.x < name.x + name.width && Math.abs(y + work.y - name.y - name.height) < 12);
  await page.screenshot({ path: `${SHOTS}/hover.png` }); // not of the full page: its change of size ends the hover
  await page.keyboard.press('Escape');
  assert.ok(await page.isHidden('#tip'));
  assert.equal(await line(), null);
  await speaker.focus();
  assert.ok(await line());
  assert.equal(await speaker.getAttribute('aria-describedby'), 'tip');
});

test('the keyboard alone: analyse, statements, speakers, tabs, jumps', async () => {
  await page.focus('#text');
  await page.keyboard.insertText(ARTICLE);
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('#result:not([hidden])');
  await page.keyboard.press('Tab'); // the speaker's phrase, then the number of the statement
  assert.match(await page.textContent('#tip'), /Мирас Дәулетов/);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '1');
  assert.match(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), /Сөз 1: .*Мирас Дәулетов/);
  assert.ok(await page.isVisible('#tip'));
  await page.focus('#tab-statements');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getAttribute('#tab-people', 'aria-selected'), 'true');
  assert.match(await page.textContent('#panel'), /Мирас Дәулетов/);
  await page.focus('#panel .jump');
  await page.keyboard.press('Enter');
  assert.match(await page.evaluate(() => document.activeElement.className), /person.*lit/);
});

test('panels: by speaker, people with roles, organisations, campaigns; they jump to the text', async () => {
  await analyse();
  const answer = await ask(ARTICLE);
  const heads = await page.$$eval('#panel h2', (all) => all.map((e) => e.textContent));
  assert.equal(heads.length, new Set(answer.statements.map((s) => s.speaker.name ?? s.speaker.text)).size);
  assert.match(heads[0], /Мирас Дәулетов/);
  await page.click('#panel .jump >> nth=1');
  assert.ok((await page.$$('#article .statement.lit')).length > 0);
  await page.click('#tab-people');
  assert.match(await page.textContent('#panel'), /Жағалау қызметінің басшысы/);
  await page.click('#tab-campaigns');
  assert.match(await page.textContent('#panel'), /Таза теңіз.*акция/s);
  await page.click('#panel .jump');
  assert.ok((await page.$$('#article .campaign.lit')).length > 0);
  await page.click('#edit');
  await analyse('Ақтауда «Таза теңіз» акциясы 25 қараша – 10 желтоқсан аралығында өтеді.');
  assert.match(await page.textContent('#panel'), /25 қараша – 10 желтоқсан/);
});

test('filters count, take marks away and bring them back', async () => {
  await analyse();
  const line = () => page.$eval('#article .person', (e) => getComputedStyle(e).textDecorationLine);
  const ground = () => page.$eval('#article .statement.direct', (e) => getComputedStyle(e).backgroundColor);
  assert.match(await page.textContent('.filter.person'), /1$/);
  assert.equal(await line(), 'underline');
  await page.click('.filter.person');
  assert.equal(await line(), 'none');
  assert.equal(await page.getAttribute('.filter.person', 'aria-pressed'), 'false');
  await page.click('.filter.person');
  assert.equal(await line(), 'underline');
  const before = await ground();
  await page.click('.filter.direct');
  assert.notEqual(await ground(), before);
  assert.ok(await page.isHidden('#article .badge.direct'));
});

test('copy as JSON and curl, download JSON and CSV', async () => {
  await analyse();
  await page.click('#tab-json');
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.click('.actions button >> nth=0');
  const copied = JSON.parse(await clipboard());
  assert.equal(copied.document.offsets, 'utf16');
  await page.click('.actions button >> nth=1');
  const answer = JSON.parse(execFileSync('sh', ['-c', await clipboard()], { encoding: 'utf8' }));
  assert.deepEqual(answer.statements.map((s) => s.text), copied.statements.map((s) => s.text));
  const save = async (n) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(`.actions button >> nth=${n}`)]);
    return fs.readFileSync(await file.path(), 'utf8');
  };
  assert.deepEqual(JSON.parse(await save(2)), copied);
  const rows = (await save(3)).slice(1).trim().split('\r\n');
  assert.equal(rows.length, 1 + copied.statements.length);
  assert.ok(rows[1].includes(`"${copied.statements[0].text}"`));
});

test('a file is dropped or chosen; one that is not UTF-8 is told', async () => {
  const drop = (bytes) => page.evaluate((data) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(data)], 'article.txt', { type: 'text/plain' }));
    document.dispatchEvent(new DragEvent('dragenter', { dataTransfer: transfer, bubbles: true }));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
  }, [...bytes]);
  await drop(Buffer.from([0xcc, 0xe5, 0xea, 0xf2, 0xe5, 0xef]));
  await page.waitForSelector('#error:not([hidden])');
  assert.match(await page.textContent('#error'), /UTF-8/);
  await drop(Buffer.from(ARTICLE));
  await page.waitForSelector('#result:not([hidden])');
  assert.equal(await shownText(), ARTICLE.split('\n').filter(Boolean).join('\n'));
  assert.ok(!(await page.evaluate(() => document.body.classList.contains('dragging'))));
  await page.click('#edit');
  await page.setInputFiles('#file', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('«Келеміз», – деді Айнұр Сапарова.') });
  await page.waitForFunction(() => document.querySelector('#article').textContent.includes('Келеміз'));
});

test('samples, three languages and the theme (remembered), narrow screen', async () => {
  await shot('first');
  await page.click('#samples button');
  await page.waitForSelector('#result:not([hidden])');
  assert.equal(await page.getAttribute('html', 'lang'), 'kk');
  await page.click('[data-language=ru]');
  assert.match(await page.textContent('#tab-statements'), /Кто что сказал/);
  await page.click('#theme');
  await page.reload();
  assert.equal(await page.getAttribute('html', 'lang'), 'ru');
  assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
  await page.click('[data-language=en]');
  assert.equal(await page.textContent('#analyze'), 'Analyse');
  await analyse();
  await shot('dark');
  await page.setViewportSize({ width: 390, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390));
  await shot('narrow');
});

test('every word of the interface is there in every language', async () => {
  await analyse();
  for (const language of ['kk', 'ru', 'en']) {
    await page.click(`[data-language=${language}]`);
    const keys = await page.evaluate(async () => {
      const { t, WORDS } = await import(new URL('assets/i18n.js', document.baseURI));
      const all = new Set(Object.values(WORDS).flatMap(Object.keys));
      const spec = await (await fetch('openapi.yaml')).text();
      for (const [prefix, field] of [['org', 'government'], ['campaign', 'campaign'], ['scope', 'global'], ['kind', 'person']]) {
        const values = spec.match(new RegExp(`enum: \\[(${field},[^\\]]*)\\]`))[1].split(',').map((x) => x.trim()).filter((x) => x !== 'null');
        for (const value of values) all.add(`${prefix}_${value}`);
      }
      return [...all].filter((key) => !WORDS[document.documentElement.lang][key]);
    });
    assert.deepEqual(keys, [], language);
  }
});

test('errors are told: not Kazakh, too large, service gone', async () => {
  await page.fill('#text', 'The minister said that prices would not rise this year.');
  await page.click('#analyze');
  await page.waitForSelector('#error:not([hidden])');
  assert.match(await page.textContent('#error'), /қазақша/);
  await shot('error');
  await page.fill('#text', 'Бұл өте ұзын мәтін. '.repeat(30000));
  await page.click('#analyze');
  await page.waitForFunction(() => document.querySelector('#error').textContent.includes('413'));
  const other = await start();
  await page.goto(other.address);
  await stop(other.child);
  await page.fill('#text', ARTICLE);
  await page.click('#analyze');
  await page.waitForSelector('#error:not([hidden])');
  assert.match(await page.textContent('#error'), /жауап бермейді/);
});

test('a service with keys is asked with the key', async () => {
  fs.writeFileSync('keys', 'a-key-of-the-tests-0123456789\n');
  const other = await start('--api-keys', 'keys');
  await page.goto(other.address);
  await page.fill('#text', ARTICLE);
  await page.click('#analyze');
  await page.fill('.key input', 'a-key-of-the-tests-0123456789');
  await page.click('.key button');
  await page.waitForSelector('#result:not([hidden])');
  await stop(other.child);
});

test('a slow service shows progress and can be cancelled', async () => {
  let answer;
  await page.route('**/v1/analyze', async (route) => {
    await new Promise((resolve) => (answer = resolve));
    await route.continue().catch(() => {});
  });
  const busy = () => page.waitForFunction(() => document.querySelector('#work').getAttribute('aria-busy') === 'true');
  await page.fill('#text', ARTICLE);
  await page.click('#analyze');
  await busy();
  assert.ok(await page.isVisible('#progress'));
  await page.click('#analyze');
  await page.waitForFunction(() => !document.querySelector('#work').hasAttribute('aria-busy'));
  assert.ok(await page.isHidden('#result'));
  assert.ok(await page.isHidden('#error'));
  answer();
  await page.click('#analyze');
  await busy();
  answer();
  await page.waitForSelector('#result:not([hidden])');
  assert.equal(await page.getAttribute('#work', 'aria-busy'), null);
});

// Smooth is a matter of what the browser has to do, not of time: of a long text only what is looked
// at may be laid out.
test('100 KB of text is marked whole, and laid out where it is looked at', async () => {
  const copies = Math.ceil(100000 / Buffer.byteLength(ARTICLE));
  const long = ARTICLE.repeat(copies);
  // set, not typed: the driver's typing is slow for many lines, the page is what is tested
  await page.$eval('#text', (e, value) => (e.value = value), long);
  await page.click('#analyze');
  await page.waitForSelector('#result:not([hidden])');
  assert.equal(await shownText(), long.split('\n').filter(Boolean).join('\n'));
  const laidOut = () => page.$$eval('#article p', (all) => all.filter((p) => p.firstElementChild?.checkVisibility({ contentVisibilityAuto: true })).length);
  const all = await page.$$('#article p');
  await page.waitForFunction((n) => [...document.querySelectorAll('#article p')]
    .filter((p) => p.firstElementChild?.checkVisibility({ contentVisibilityAuto: true })).length < n / 4, all.length);
  assert.ok(await laidOut() > 0);
  await page.click('#panel .jump >> nth=-1');
  assert.ok((await page.$$('#article .statement.lit')).length > 0);
  assert.deepEqual(complaints, []);
});

// The address of the service as a proxy shows it under a path, until the test ends.
async function behindProxy(t, prefix) {
  const proxy = http.createServer((request, response) => {
    if (!request.url.startsWith(`${prefix}/`)) return response.writeHead(404).end();
    const on = http.request(new URL(request.url.slice(prefix.length), address), { method: request.method, headers: request.headers },
      (answer) => answer.pipe(response.writeHead(answer.statusCode, answer.headers)));
    return request.pipe(on);
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return `http://127.0.0.1:${proxy.address().port}${prefix}/`;
}

test('works under a path prefix behind a proxy', async (t) => {
  await page.goto(await behindProxy(t, '/news/dedi'));
  await analyse();
  assert.deepEqual(await marked('cue'), (await ask(ARTICLE)).statements.map((s) => s.cue.text));
  await page.waitForFunction(() => document.querySelector('#version').textContent.startsWith('dedi'));
  assert.deepEqual(complaints, []);
});

test('/docs shows the contract in the viewer and calls the service, under a prefix too', async (t) => {
  await page.goto(await behindProxy(t, '/news/dedi'));
  await page.click('.tools a');
  await page.waitForSelector('#operations-analysis-analyze');
  assert.ok(await page.isHidden('#source'));
  for (const link of await page.$$eval('#licence a', (all) => all.map((a) => a.href))) assert.equal((await fetch(link)).status, 200);
  await shot('docs');
  await page.click('#operations-analysis-analyze .opblock-summary-control');
  await page.click('.try-out__btn');
  await page.click('.execute');
  await page.waitForSelector('.live-responses-table tbody .response-col_status');
  assert.match(await page.textContent('.live-responses-table tbody .response-col_status'), /200/);
  assert.match(await page.textContent('.live-responses-table'), /Серік Оспанов/);
  await shot('docs-try');
  assert.deepEqual(complaints, []);
});

test('/docs without the viewer shows the contract as text', async () => {
  await page.route('**/assets/viewer/**', (route) => route.fulfill({ status: 404 }));
  await page.goto(`${address}docs`);
  await page.waitForSelector('#source:not([hidden])');
  assert.match(await page.textContent('#source'), /^openapi: 3\.1/);
  assert.match(await page.textContent('#curl'), new RegExp(`${address}v1/analyze`));
  assert.deepEqual(await violations(), []);
  await shot('docs-plain');
});

test('the policy lets nothing in from elsewhere and nothing inline', async () => {
  const { headers } = await fetch(address);
  const policy = headers.get('content-security-policy');
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
});

test('no axe violations: first state, error, result, every panel, both themes', async () => {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => localStorage.setItem('dedi.theme', name), theme);
    await page.reload();
    assert.deepEqual(await violations(), [], theme);
    await page.fill('#text', 'The minister said that prices would not rise this year.');
    await page.click('#analyze');
    await page.waitForSelector('#error:not([hidden])');
    assert.deepEqual(await violations(), [], `${theme} error`);
    await analyse();
    for (const tab of ['statements', 'people', 'organizations', 'campaigns', 'json']) {
      await page.click(`#tab-${tab}`);
      assert.deepEqual(await violations(), [], `${theme} ${tab}`);
    }
  }
});
