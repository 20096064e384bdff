// The page: text in, marked article and panels out. Nothing here that the public API does not give.

import { analyze, Problem, version } from './api.js';
import { collect, render, speakerName } from './marks.js';
import { button, element, PANELS } from './panels.js';
import { remember, remembered, setLanguage, t } from './i18n.js';
import { SAMPLES } from './samples.js';

const $ = (id) => document.getElementById(id);
const FILTERS = ['direct', 'indirect', 'mixed', 'person', 'organization', 'campaign'];
const LONG = 20000; // characters from which paragraphs are laid out only where they are looked at
const state = { text: '', analysis: null, marks: [], colourOf: null, shown: new Map(), tab: 'statements', hidden: new Set(),
  request: null, key: '' };

// --- hover and focus: who is meant --------------------------------------------------------------

function clearFocus() {
  for (const e of document.querySelectorAll('#article .lit')) e.classList.remove('lit');
  $('tip').hidden = true;
  document.activeElement?.removeAttribute('aria-describedby');
  $('link').querySelector('.line').removeAttribute('d');
}

function describe(statement, entity) {
  const lines = [];
  if (statement) lines.push(`${t(statement.type)} · ${t('speaker')}: ${speakerName(statement) ?? t('unnamed')}`);
  if (entity && entity.name !== statement?.speaker.name) lines.push(entity.name);
  if (entity?.roles?.length) lines.push(entity.roles[0].text);
  return lines.join('\n');
}

// Where the name stands that a speaker's phrase means: the last before it, else the first; null if
// the phrase itself holds the name.
function nameOf(speaker) {
  const names = state.marks.filter((m) => m.mention && m.entity === speaker.entity && m.mention.kind === 'name');
  if (names.some((m) => m.start >= speaker.start && m.end <= speaker.end)) return null;
  return names.findLast((m) => m.end <= speaker.start) ?? names[0] ?? null;
}

function drawLink(speaker) {
  const name = speaker?.entity && nameOf(speaker);
  if (!name) return;
  const box = $('work').getBoundingClientRect();
  const a = speaker.pieces[0].getClientRects()[0];
  const b = name.pieces.at(-1).getClientRects()[0];
  const up = b.top < a.top;
  const [x1, y1] = [a.left + a.width / 2 - box.left, (up ? a.top : a.bottom) - box.top];
  const [x2, y2] = [b.left + b.width / 2 - box.left, (up ? b.bottom + 5 : b.top - 5) - box.top];
  const bend = Math.max(30, Math.abs(y1 - y2) / 3) * (up ? 1 : -1);
  $('link').querySelector('.line').setAttribute('d', `M${x1} ${y1} C${x1} ${y1 - bend} ${x2} ${y2 + bend} ${x2} ${y2}`);
}

function showTip(at, text) {
  const box = $('work').getBoundingClientRect();
  const rects = at.getClientRects();
  const tip = $('tip');
  tip.textContent = text;
  tip.hidden = false;
  const below = rects[rects.length - 1].bottom + 8;
  const fits = below + tip.offsetHeight < innerHeight;
  tip.style.left = `${Math.max(0, Math.min(rects[0].left - box.left, box.width - tip.offsetWidth))}px`;
  tip.style.top = `${(fits ? below : rects[0].top - 8 - tip.offsetHeight) - box.top}px`;
}

// Lights up all that belongs together: the statement under `piece`, who says it, who is named.
function focusOn(piece, at = piece) {
  clearFocus();
  const marks = state.shown.get(piece) ?? [];
  const statement = marks.findLast((m) => m.statement)?.statement;
  const speaker = marks.find((m) => m.kind === 'speaker' && m.statement === statement) ??
    (at !== piece ? state.marks.find((m) => m.kind === 'speaker' && m.statement === statement) : null);
  const entity = speaker?.entity ?? marks.find((m) => m.mention)?.entity;
  for (const m of state.marks)
    if ((statement && m.statement === statement) || (entity && m.mention && m.entity === entity))
      for (const e of m.pieces) e.classList.add('lit');
  const text = describe(statement, entity);
  if (text) showTip(at, text);
  drawLink(speaker);
}

function goTo(test) {
  const target = state.marks.find(test)?.pieces[0];
  if (!target) return;
  target.scrollIntoView({ block: 'center' });
  if (target.tabIndex < 0) target.tabIndex = -1; // lets it be focused, by us alone
  target.focus({ preventScroll: true });
}

// --- showing ------------------------------------------------------------------------------------

function badge(mark) {
  const s = mark.statement;
  const b = button(String(mark.number), `badge c${mark.colour} ${s.type}`, () => {});
  b.setAttribute('aria-label', `${t('statement')} ${mark.number}: ${t(s.type)}, ${t('speaker')}: ${speakerName(s) ?? t('unnamed')}`);
  b.addEventListener('focus', () => focusOn(mark.pieces[0], b));
  return b;
}

function showArticle() {
  Object.assign(state, collect(state.analysis));
  $('article').classList.toggle('long', state.text.length > LONG);
  state.shown = render($('article'), state.text, state.marks, badge);
  // who is meant by `ол` must be there for the keyboard too
  for (const m of state.marks) if (m.kind === 'speaker' && m.pieces.length) m.pieces[0].tabIndex = 0;
}

function showFilters() {
  const { statements, people, organizations, campaigns } = state.analysis;
  const count = (name) => ({ person: people, organization: organizations, campaign: campaigns })[name]?.length ??
    statements.filter((s) => s.type === name).length;
  $('filters').replaceChildren(...FILTERS.map((name) => {
    const b = button(t(name), `filter ${name}`, () => {
      if (!state.hidden.delete(name)) state.hidden.add(name);
      showFilters();
      document.querySelector(`.filter.${name}`).focus();
    });
    b.append(' ', element('b', {}, String(count(name))));
    b.setAttribute('aria-pressed', String(!state.hidden.has(name)));
    return b;
  }));
  for (const name of FILTERS) $('article').classList.toggle(`no-${name}`, state.hidden.has(name));
}

function showPanel() {
  $('tabs').replaceChildren(...Object.entries(PANELS).map(([name, panel]) => {
    const tab = element('button', { type: 'button', id: `tab-${name}`, onclick: () => selectTab(name) }, t(`tab_${name}`));
    const n = panel.count(state.analysis);
    if (n !== null) tab.append(' ', element('b', {}, String(n)));
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(name === state.tab));
    tab.setAttribute('aria-controls', 'panel');
    tab.tabIndex = name === state.tab ? 0 : -1;
    return tab;
  }));
  const content = PANELS[state.tab].fill({ ...state, goTo });
  $('panel').setAttribute('aria-labelledby', `tab-${state.tab}`);
  $('panel').replaceChildren(...(content.length ? content : [element('p', { className: 'quiet' }, t('nothing'))]));
}

function selectTab(name) {
  state.tab = name;
  showPanel();
  $('panel').scrollTop = 0;
  $(`tab-${name}`).focus();
}

function showResult() {
  clearFocus();
  showArticle();
  showFilters();
  showPanel();
  showInput(false);
}

function showInput(shown) {
  $('input').hidden = !shown;
  $('result').hidden = shown;
  $('intro').classList.toggle('sr', !shown); // the heading stays for those who listen
}

function askForKey() {
  const field = element('input', { type: 'password', autocomplete: 'off', value: state.key });
  const form = element('form', { className: 'key' }, element('label', {}, `${t('key')} `, field),
    element('button', { type: 'submit' }, t('analyze')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    state.key = field.value.trim();
    run();
  });
  return form;
}

function showError(error) {
  const known = { 401: 'key_needed', 413: 'too_large' }[error.status] ?? { 'unsupported-language': 'not_kazakh' }[error.code] ??
    { EncodingError: 'not_text', TypeError: 'offline' }[error.name];
  const detail = error instanceof Problem ? `${error.message} (${error.status} ${error.code})` : known ? '' : error.message;
  $('error').replaceChildren(element('strong', {}, known ? t(known) : t('error')), ' ', detail,
    error.status === 401 ? askForKey() : '');
  $('error').hidden = false;
}

function showCount() {
  $('count').textContent = $('text').value ? `${[...$('text').value].length.toLocaleString(document.documentElement.lang)} ${t('chars')}` : '';
}

// Only what takes longer than a blink is worth telling.
function showBusy(busy) {
  $('analyze').textContent = t(busy ? 'cancel' : 'analyze');
  $('progress').hidden = !busy;
  $('status').textContent = busy ? t('working') : '';
  if (busy) $('work').setAttribute('aria-busy', 'true');
  else $('work').removeAttribute('aria-busy');
}

// --- doing --------------------------------------------------------------------------------------

async function run() {
  state.request?.abort();
  const request = (state.request = new AbortController());
  $('error').hidden = true;
  const slow = setTimeout(() => showBusy(true), 150);
  const text = $('text').value;
  let failure = null;
  try {
    const analysis = await analyze(text, { key: state.key, signal: request.signal });
    Object.assign(state, { text, analysis });
  } catch (error) {
    failure = error;
  }
  clearTimeout(slow);
  if (state.request !== request) return; // a newer one has taken over
  state.request = null;
  showBusy(false);
  if (!failure) {
    showResult();
    $('status').textContent = `${t('ready')} ${t('statements')}: ${state.analysis.statements.length}`;
    $('article').focus({ preventScroll: true });
  } else if (failure.name !== 'AbortError') showError(failure);
}

function set(text) {
  $('text').value = text;
  showCount();
  run();
}

async function take(file) {
  if (!file) return;
  try {
    set(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()));
  } catch {
    showError({ name: 'EncodingError', message: '' });
  }
}

function translate(code) {
  setLanguage(code);
  showCount();
  showBusy(state.request !== null);
  $('samples').replaceChildren(...SAMPLES.map((s) => button(s.title, 'sample', () => set(s.text))));
  if (!$('result').hidden) showResult();
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

$('form').addEventListener('submit', (event) => {
  event.preventDefault();
  if (state.request) state.request.abort();
  else run();
});
$('text').addEventListener('input', showCount);
$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) $('form').requestSubmit();
});
$('file').addEventListener('change', () => take($('file').files[0]));
$('edit').addEventListener('click', () => {
  clearFocus();
  $('error').hidden = true;
  showInput(true);
  $('text').focus();
});
$('theme').addEventListener('click', () => {
  const { theme } = document.documentElement.dataset;
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  setTheme(dark ? 'light' : 'dark');
  remember('theme', dark ? 'light' : 'dark');
});
for (const b of document.querySelectorAll('[data-language]')) b.addEventListener('click', () => translate(b.dataset.language));
$('tabs').addEventListener('keydown', (event) => {
  const names = Object.keys(PANELS);
  const at = names.indexOf(state.tab);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + names.length, Home: 0, End: names.length - 1 }[event.key];
  if (to !== undefined) selectTab(names[to % names.length]);
});
for (const event of ['mouseover', 'focusin'])
  $('article').addEventListener(event, ({ target }) => {
    if (state.shown.has(target)) focusOn(target);
    else if (!target.classList.contains('badge')) clearFocus();
    if (event === 'focusin' && !$('tip').hidden) target.setAttribute('aria-describedby', 'tip');
  });
for (const event of ['mouseleave', 'focusout']) $('article').addEventListener(event, clearFocus);
addEventListener('resize', clearFocus);
document.addEventListener('keydown', (event) => event.key === 'Escape' && clearFocus());

let dragged = 0; // elements entered and not yet left
for (const [name, change] of [['dragenter', 1], ['dragleave', -1], ['dragover', 0], ['drop', -1]])
  document.addEventListener(name, (event) => {
    event.preventDefault();
    dragged += change;
    document.body.classList.toggle('dragging', dragged > 0);
    if (name === 'drop') take(event.dataTransfer.files[0]);
  });

setTheme(remembered('theme') ?? 'auto');
translate(remembered('language') ?? 'kk');
version().then((v) => ($('version').textContent = v ? `dedi ${v.version}` : '')).catch(() => {});
