// What a person does with the page, in a real browser against a real service.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
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

// The text of a statement as marked on the page: every stretch that carries its id and kind.
const marked = (id, kind) =>
  page.$$eval(`#article .${kind}[data-ids~="${id}"]`, (all) => all.map((e) => e.textContent).join(''));

async function violations() {
  await page.evaluate(fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
  const { violations: found } = await page.evaluate(() => window.axe.run());
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`);
}

test('paste, analyse: every span of the answer is marked exactly', async () => {
  await analyse();
  const answer = await (await fetch(`${address}v1/analyze`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: ARTICLE, offsets: 'utf16' }),
  })).json();
  assert.ok(answer.statements.length >= 3);
  for (const s of answer.statements) {
    assert.equal(await marked(s.id, 'statement'), s.spans.map((x) => ARTICLE.slice(x.start, x.end)).join(''));
    if (s.cue) assert.equal(await marked(s.id, 'cue'), s.cue.text);
  }
  for (const [kind, list] of [['person', answer.people], ['organization', answer.organizations], ['campaign', answer.campaigns]])
    for (const entity of list)
      assert.equal(await marked(entity.id, kind), entity.mentions.map((m) => m.text).join(''));
  assert.equal(await page.$$eval('#article p', (all) => all.map((p) => [...p.childNodes].filter((n) => !n.classList?.contains('badge'))
    .map((n) => n.textContent).join('')).join('\n')), ARTICLE.split('\n').filter(Boolean).join('\n'));
  await shot('article');
  assert.deepEqual(complaints, []);
});

test('emoji and combining marks do not shift the marks', async () => {
  const text = 'Мұғалім Әсел Нұрланова: 👩‍🏫 сабақ.\n\n«Й\u0438\u0306 әрпі 👍🏽 дұрыс жазылды», – деді Әсел Нұрланова.';
  await analyse(text);
  const quoted = text.slice(text.indexOf('«') + 1, text.indexOf('»'));
  const texts = await page.$$eval('#article .statement.direct', (all) => all.map((e) => e.textContent).join(''));
  assert.equal(texts, quoted);
});

test('hover shows who is meant and draws the link to the name', async () => {
  await analyse();
  const speaker = page.locator('#article .speaker', { hasText: 'спикер' });
  await speaker.hover();
  assert.match(await page.textContent('#tip'), /Мирас Дәулетов/);
  assert.ok(await page.getAttribute('#link path', 'd'));
  assert.ok((await page.$$('#article .lit')).length > 1);
  await shot('hover');
  await page.keyboard.press('Escape');
  assert.ok(await page.isHidden('#tip'));
});

test('the keyboard reaches statements and tabs', async () => {
  await analyse();
  await page.locator('.badge').first().focus();
  assert.ok(await page.isVisible('#tip'));
  await page.focus('#tab-said');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getAttribute('#tab-people', 'aria-selected'), 'true');
  assert.match(await page.textContent('#panel'), /Мирас Дәулетов/);
});

test('panels list speakers, people, campaigns and jump to the text', async () => {
  await analyse();
  assert.match(await page.textContent('#panel'), /Мирас Дәулетов/);
  await page.click('#tab-campaigns');
  assert.match(await page.textContent('#panel'), /Таза теңіз/);
  await page.click('#panel .jump');
  assert.ok((await page.$$('#article .campaign.lit')).length > 0);
});

test('filters take marks away and bring them back', async () => {
  await analyse();
  const line = () => page.$eval('#article .person', (e) => getComputedStyle(e).textDecorationLine);
  assert.equal(await line(), 'underline');
  await page.click('.filter.person');
  assert.equal(await line(), 'none');
  assert.equal(await page.getAttribute('.filter.person', 'aria-pressed'), 'false');
  await page.click('.filter.person');
  assert.equal(await line(), 'underline');
});

test('copy as JSON and curl, download CSV', async () => {
  await analyse();
  await page.click('#tab-json');
  await page.click('.actions button >> nth=0');
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(copied.document.offsets, 'utf16');
  await page.click('.actions button >> nth=1');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^curl -s http.*v1\/analyze/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('.actions button >> nth=3')]);
  const csv = fs.readFileSync(await file.path(), 'utf8');
  assert.equal(csv.trim().split('\r\n').length, 1 + copied.statements.length);
});

test('samples, three languages (remembered), dark theme, narrow screen', async () => {
  await page.selectOption('#sample', '0');
  await page.waitForSelector('#result:not([hidden])');
  assert.equal(await page.getAttribute('html', 'lang'), 'kk');
  await page.click('[data-language=ru]');
  assert.match(await page.textContent('#tab-said'), /Кто что сказал/);
  await page.reload();
  assert.equal(await page.getAttribute('html', 'lang'), 'ru');
  await page.click('[data-language=en]');
  assert.equal(await page.textContent('#analyze'), 'Analyse');
  await page.click('#theme');
  await analyse();
  await shot('dark');
  await page.setViewportSize({ width: 390, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390));
  await shot('narrow');
});

test('errors are told: not Kazakh, too large, service gone', async () => {
  await page.fill('#text', 'The minister said that prices would not rise this year.');
  await page.click('#analyze');
  await page.waitForSelector('#error:not([hidden])');
  assert.match(await page.textContent('#error'), /қазақша/);
  await page.fill('#text', 'Бұл өте ұзын мәтін. '.repeat(30000));
  await page.click('#analyze');
  await page.waitForFunction(() => document.querySelector('#error').textContent.includes('413'));
  await shot('error');
  const other = await start();
  await page.goto(other.address);
  await stop(other.child);
  await page.fill('#text', ARTICLE);
  await page.click('#analyze');
  await page.waitForSelector('#error:not([hidden])');
  assert.match(await page.textContent('#error'), /жауап бермейді/);
});

test('a slow service shows progress', async () => {
  await page.route('**/v1/analyze', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  await page.fill('#text', ARTICLE);
  await page.click('#analyze');
  await page.waitForFunction(() => document.querySelector('#work').getAttribute('aria-busy') === 'true');
  await page.waitForSelector('#result:not([hidden])');
  assert.equal(await page.getAttribute('#work', 'aria-busy'), null);
});

test('100 KB of text is marked whole', async () => {
  const long = ARTICLE.repeat(Math.floor(100000 / ARTICLE.length));
  // set, not typed: the driver's typing is slow for many lines, the page is what is tested
  await page.$eval('#text', (e, value) => (e.value = value), long);
  await page.click('#analyze');
  await page.waitForSelector('#result:not([hidden])');
  assert.ok((await page.$$('#article p')).length >= 4 * Math.floor(100000 / ARTICLE.length));
  assert.deepEqual(complaints, []);
});

test('no axe violations: empty page, result, every panel, dark', async () => {
  assert.deepEqual(await violations(), []);
  await analyse();
  for (const tab of ['said', 'people', 'organizations', 'campaigns', 'json']) {
    await page.click(`#tab-${tab}`);
    assert.deepEqual(await violations(), [], tab);
  }
  await page.click('#theme');
  await page.click('#tab-said');
  assert.deepEqual(await violations(), [], 'dark');
});
