// The side panel: who said what, people, organisations, campaigns, JSON.

import { t } from './i18n.js';
import { csv, curl } from './api.js';
import { speakerKey, speakerName } from './marks.js';

export function element(tag, properties = {}, ...children) {
  const e = Object.assign(document.createElement(tag), properties);
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}

export const button = (label, className, onclick) => element('button', { type: 'button', className, onclick }, label);

const tag = (text, className = '') => (text ? element('span', { className: `tag ${className}` }, text) : null);

const percent = (x) => element('span', { className: 'tag quiet', title: t('confidence') }, `${Math.round(x * 100)} %`);

// --- who said what ------------------------------------------------------------------------------

function statement(s, { analysis, colourOf, goTo }) {
  const number = analysis.statements.indexOf(s) + 1;
  const jump = button('', 'jump', () => goTo((m) => m.statement === s && m.kind === 'statement'));
  jump.append(element('i', { className: `badge c${colourOf(s)}` }, String(number)), element('span', { className: 'words' }, s.text));
  return element('li', {}, jump,
    element('p', { className: 'meta' }, tag(t(s.type), s.type), s.in_headline ? tag(t('headline')) : null,
      s.cue ? tag(s.cue.text, 'cue') : null, percent(s.confidence)));
}

function said(context) {
  const { analysis, colourOf } = context;
  const groups = Map.groupBy(analysis.statements, speakerKey);
  return [...groups.values()].map((statements) => {
    const { kind, person } = statements[0].speaker;
    const role = analysis.people.find((p) => p.id === person)?.roles[0]?.text;
    return element('section', { className: `card c${colourOf(statements[0])}` },
      element('h2', {}, element('i', { className: 'dot' }), speakerName(statements[0]) ?? t('unnamed'), ' ', tag(t(`kind_${kind}`))),
      role ? element('p', { className: 'role' }, role) : null,
      element('ol', {}, ...statements.map((s) => statement(s, context))));
  });
}

// --- people, organisations, campaigns -----------------------------------------------------------

// The spellings an entity has in the text; each leads to its first occurrence.
function mentions(entity, { goTo }) {
  const first = new Map();
  for (const m of entity.mentions) first.set(m.text, first.get(m.text) ?? m);
  return element('p', { className: 'mentions' }, ...[...first].map(([text, mention]) => {
    const n = entity.mentions.filter((m) => m.text === text).length;
    return button(n > 1 ? `${text} ×${n}` : text, 'jump', () => goTo((m) => m.mention === mention));
  }));
}

function statementsOf(entity, { analysis, colourOf, goTo }) {
  if (!entity.statements.length) return null;
  return element('p', { className: 'numbers' }, `${t('statements')}: `, ...entity.statements.map((id) => {
    const s = analysis.statements.find((x) => x.id === id);
    const number = analysis.statements.indexOf(s) + 1;
    const jump = button(String(number), `badge c${colourOf(s)}`, () => goTo((m) => m.statement === s && m.kind === 'statement'));
    jump.setAttribute('aria-label', `${t('statement')} ${number}`);
    return jump;
  }));
}

const card = (entity, kind, facts, tags, context) =>
  element('section', { className: `card entity-${kind}` },
    element('h2', {}, entity.name, ' ', ...tags.filter(Boolean)),
    ...facts.filter(Boolean).map((fact) => element('p', { className: 'role' }, fact)),
    mentions(entity, context), statementsOf(entity, context));

const organizationName = ({ analysis }, id) => analysis.organizations.find((o) => o.id === id)?.name;

function people(context) {
  const nameOf = (id) => organizationName(context, id);
  const role = (r) => (r.organization && !r.text.includes(nameOf(r.organization)) ? `${r.text} – ${nameOf(r.organization)}` : r.text);
  return context.analysis.people.map((p) => card(p, 'person', p.roles.map(role), [], context));
}

const organizations = (context) =>
  context.analysis.organizations.map((o) => card(o, 'organization',
    [o.expansion?.text, o.aliases.length ? `${t('aliases')}: ${o.aliases.join(', ')}` : null],
    [tag(t(`org_${o.type}`)), o.acronym !== o.name ? tag(o.acronym, 'quiet') : null], context));

const campaigns = (context) =>
  context.analysis.campaigns.map((c) => card(c, 'campaign',
    [c.label, c.theme, c.dates?.text ?? c.catalog_dates, c.duration?.text, organizationName(context, c.owner)],
    [tag(t(`campaign_${c.type}`)), c.scope ? tag(t(`scope_${c.scope}`), 'quiet') : null], context));

// --- JSON ---------------------------------------------------------------------------------------

function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function action(label, run) {
  const b = button(label, '', async () => {
    await run();
    b.textContent = t('done');
    setTimeout(() => (b.textContent = label), 1200);
  });
  return b;
}

function json({ analysis, text }) {
  const pretty = JSON.stringify(analysis, null, 2);
  return [
    element('div', { className: 'actions' },
      action(t('copy_json'), () => navigator.clipboard.writeText(pretty)),
      action(t('copy_curl'), () => navigator.clipboard.writeText(curl(text))),
      action('JSON ↓', () => download('dedi.json', 'application/json', pretty)),
      action('CSV ↓', () => download('dedi.csv', 'text/csv', csv(analysis)))),
    element('pre', { tabIndex: 0 }, pretty),
  ];
}

export const PANELS = {
  statements: { fill: said, count: (a) => a.statements.length },
  people: { fill: people, count: (a) => a.people.length },
  organizations: { fill: organizations, count: (a) => a.organizations.length },
  campaigns: { fill: campaigns, count: (a) => a.campaigns.length },
  json: { fill: json, count: () => null },
};
