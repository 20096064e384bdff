// The page: text in, marked article and panels out. Nothing here that the public API does not give.

import { analyze, Problem, version } from './api.js';
import { collect, render } from './marks.js';
import { element, PANELS } from './panels.js';
import { setLanguage, storedLanguage, t } from './i18n.js';
import { SAMPLES } from './samples.js';

const $ = (id) => document.getElementById(id);
const FILTERS = ['direct', 'indirect', 'mixed', 'person', 'organization', 'campaign'];
const state = { text: '', analysis: null, marked: null, tab: 'said', hidden: new Set(), request: null };

// --- hover and focus: who is meant --------------------------------------------------------------

function clearFocus() {
  for (const e of document.querySelectorAll('#article .lit')) e.classList.remove('lit');
  $('tip').hidden = true;
  $('link').firstElementChild.removeAttribute('d');
}

function entityOf(id) {
  const { people, organizations, campaigns } = state.analysis;
  return [...people, ...organizations, ...campaigns].find((e) => e.id === id);
}

function describe(span) {
  const ids = span.dataset.ids.split(' ');
  const statement = state.analysis.statements.find((s) => ids.includes(s.id));
  const entity = span.dataset.who && entityOf(span.dataset.who);
  const lines = [];
  if (statement)
    lines.push(`${t(statement.type)} · ${t('says')}: ${statement.speaker.name ?? statement.speaker.text ?? t('unnamed')}`);
  if (entity) lines.push(entity.roles?.length ? `${entity.name} – ${entity.roles[0].text}` : entity.name);
  return lines.join('\n');
}

// A line from a speaker's phrase (`ол`, `спикер`) to the nearest place where the name stands.
function drawLink(span) {
  if (!span.classList.contains('speaker') || !span.dataset.who) return;
  const names = [...document.querySelectorAll(`#article [data-ids~="${span.dataset.who}"]`)];
  const own = span.dataset.ids.split(' ');
  if (names.some((n) => n.classList.contains('speaker') && n.dataset.ids.split(' ').some((id) => own.includes(id)))) return;
  const name = names.findLast((n) => n.compareDocumentPosition(span) & Node.DOCUMENT_POSITION_FOLLOWING) ?? names[0];
  if (!name || name === span) return;
  const box = $('work').getBoundingClientRect();
  const [a, b] = [span.getBoundingClientRect(), name.getClientRects()[0]];
  if (!b) return;
  const [x1, y1] = [a.left + a.width / 2 - box.left, a.top - box.top];
  const [x2, y2] = [b.left + b.width / 2 - box.left, b.bottom - box.top];
  const bend = Math.max(30, Math.abs(y1 - y2) / 3);
  $('link').firstElementChild.setAttribute('d', `M${x1} ${y1} C${x1} ${y1 - bend} ${x2} ${y2 + bend} ${x2} ${y2}`);
}

function focusOn(span) {
  clearFocus();
  for (const id of [...span.dataset.ids.split(' '), span.dataset.who].filter(Boolean))
    for (const e of document.querySelectorAll(`#article [data-ids~="${id}"]`)) e.classList.add('lit');
  const text = describe(span);
  if (!text) return;
  const box = $('work').getBoundingClientRect();
  const at = span.getClientRects()[0];
  const tip = $('tip');
  tip.textContent = text;
  tip.hidden = false;
  tip.style.left = `${Math.max(0, Math.min(at.left - box.left, box.width - tip.offsetWidth))}px`;
  tip.style.top = `${at.top - box.top - tip.offsetHeight - 8}px`;
  drawLink(span);
}

function go(id, index = 0) {
  const spans = [...document.querySelectorAll(`#article [data-ids~="${id}"]`)];
  const entity = entityOf(id);
  // a mention may lie in several pieces: count whole mentions by their start
  let target = spans[0];
  if (entity && index) {
    const before = state.marked.marks.filter((m) => m.id === id).toSorted((a, b) => a.start - b.start)[index];
    target = spans.find((s) => Number(s.dataset.start) >= before.start) ?? spans[Math.min(index, spans.length - 1)];
  }
  if (!target) return;
  target.scrollIntoView({ block: 'center', behavior: 'smooth' });
  focusOn(target);
}

// --- showing ------------------------------------------------------------------------------------

function badge(mark) {
  const s = state.analysis.statements[mark.number - 1];
  const button = element('button', { type: 'button', className: `badge c${mark.colour} ${mark.type}` }, String(mark.number));
  const name = s.speaker.name ?? s.speaker.text ?? t('unnamed');
  button.setAttribute('aria-label', `${t('statement')} ${mark.number}: ${t(s.type)}, ${t('says')}: ${name}`);
  button.addEventListener('focus', () => {
    const span = document.querySelector(`#article [data-ids~="${s.id}"]`);
    if (span) focusOn(span);
  });
  return button;
}

function showFilters() {
  $('filters').replaceChildren(...FILTERS.map((name) => {
    const button = element('button', { type: 'button', className: `filter ${name}` }, t(name));
    button.setAttribute('aria-pressed', String(!state.hidden.has(name)));
    button.addEventListener('click', () => {
      if (!state.hidden.delete(name)) state.hidden.add(name);
      showFilters();
    });
    return button;
  }));
  for (const name of FILTERS) $('article').classList.toggle(`no-${name}`, state.hidden.has(name));
}

function showPanel() {
  const context = { analysis: state.analysis, text: state.text, colour: state.marked.colour, go };
  $('tabs').replaceChildren(...Object.entries(PANELS).map(([name, panel]) => {
    const n = panel.count(state.analysis);
    const tab = element('button', { type: 'button', id: `tab-${name}` }, t(`tab_${name}`), n === null ? '' : ` ${n}`);
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(name === state.tab));
    tab.setAttribute('aria-controls', 'panel');
    tab.tabIndex = name === state.tab ? 0 : -1;
    tab.addEventListener('click', () => selectTab(name));
    return tab;
  }));
  const content = PANELS[state.tab].fill(context);
  $('panel').setAttribute('aria-labelledby', `tab-${state.tab}`);
  $('panel').replaceChildren(...(content.length ? content : [element('p', { className: 'nothing' }, t('nothing'))]));
}

function selectTab(name) {
  state.tab = name;
  showPanel();
  $(`tab-${name}`).focus();
}

function showResult() {
  state.marked = collect(state.analysis);
  render($('article'), state.text, state.marked.marks, badge);
  showFilters();
  showPanel();
  $('result').hidden = false;
  $('input').hidden = true;
}

function showError(error) {
  const known = { 413: 'too_large' }[error.status] ??
    (error.problem?.code === 'unsupported-language' ? 'not_kazakh' : null);
  const lead = known ? t(known) : error instanceof Problem ? '' : t('offline');
  const detail = error instanceof Problem ? `${error.message} (${error.status} ${error.problem.code ?? ''})` : '';
  $('error').replaceChildren(element('strong', {}, `${t('error')}. `), [lead, detail].filter(Boolean).join(' '));
  $('error').hidden = false;
}

function showCount() {
  $('count').textContent = $('text').value ? `${[...$('text').value].length} ${t('chars')}` : '';
}

// --- doing --------------------------------------------------------------------------------------

async function run() {
  state.request?.abort();
  state.request = new AbortController();
  $('error').hidden = true;
  const slow = setTimeout(() => {
    $('status').textContent = t('working');
    $('work').setAttribute('aria-busy', 'true');
  }, 150);
  const text = $('text').value;
  try {
    const analysis = await analyze(text, state.request.signal);
    Object.assign(state, { text, analysis });
    showResult();
    $('status').textContent = t('ready');
    $('article').focus({ preventScroll: true });
  } catch (error) {
    if (error.name !== 'AbortError') showError(error);
    $('status').textContent = '';
  } finally {
    clearTimeout(slow);
    $('work').removeAttribute('aria-busy');
  }
}

async function take(file) {
  if (!file) return;
  $('text').value = await file.text();
  showCount();
  run();
}

function showSamples() {
  const own = element('option', { value: '' }, t('own'));
  const chosen = $('sample').value;
  $('sample').replaceChildren(own, ...SAMPLES.map((s, i) => element('option', { value: String(i) }, s.title)));
  $('sample').value = chosen;
}

function translate(code) {
  setLanguage(code);
  showSamples();
  showCount();
  if (state.analysis && !$('result').hidden) showResult();
}

function nextTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme === 'dark' ||
    (root.dataset.theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'light' : 'dark';
}

$('form').addEventListener('submit', (event) => {
  event.preventDefault();
  run();
});
$('text').addEventListener('input', showCount);
$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
});
$('sample').addEventListener('change', () => {
  const sample = SAMPLES[$('sample').value];
  $('text').value = sample ? sample.text : '';
  showCount();
  if (sample) run();
});
$('edit').addEventListener('click', () => {
  clearFocus();
  $('result').hidden = true;
  $('input').hidden = false;
  $('text').focus();
});
$('theme').addEventListener('click', nextTheme);
for (const button of document.querySelectorAll('[data-language]'))
  button.addEventListener('click', () => translate(button.dataset.language));
$('tabs').addEventListener('keydown', (event) => {
  const names = Object.keys(PANELS);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) selectTab(names[(names.indexOf(state.tab) + step + names.length) % names.length]);
});
$('article').addEventListener('mouseover', (event) => {
  const span = event.target.closest('[data-ids]');
  if (span) focusOn(span);
  else clearFocus();
});
$('article').addEventListener('mouseleave', clearFocus);
document.addEventListener('keydown', (event) => event.key === 'Escape' && clearFocus());
for (const name of ['dragover', 'drop'])
  document.addEventListener(name, (event) => {
    event.preventDefault();
    if (name === 'drop') take(event.dataTransfer.files[0]);
  });

translate(storedLanguage());
version().then((v) => ($('version').textContent = v ? `dedi ${v.version}` : '')).catch(() => {});

