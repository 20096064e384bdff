// The side panel: who said what, people, organisations, campaigns, JSON.

import { t } from './i18n.js';
import { csv, curl } from './api.js';

export function element(tag, properties = {}, ...children) {
  const e = Object.assign(document.createElement(tag), properties);
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}

const jump = (label, id, index, go) => {
  const button = element('button', { type: 'button', className: 'jump' }, label);
  button.addEventListener('click', () => go(id, index));
  return button;
};

const tag = (text, className = '') => (text ? element('span', { className: `tag ${className}` }, text) : null);

function said({ analysis, colour, go }) {
  const groups = new Map();
  for (const s of analysis.statements) {
    const name = s.speaker.name ?? s.speaker.text ?? t('unnamed');
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(s);
  }
  return [...groups].map(([name, statements]) =>
    element('section', { className: 'card' },
      element('h2', {}, element('i', { className: `dot c${colour(statements[0])}` }), name, ' ',
        tag(t(`kind_${statements[0].speaker.kind}`))),
      element('ol', {}, ...statements.map((s) =>
        element('li', {},
          jump(s.text.length > 240 ? `${s.text.slice(0, 240)}…` : s.text, s.id, 0, go),
          element('p', { className: 'meta' }, tag(t(s.type), s.type), s.in_headline ? tag(t('headline')) : null,
            s.cue ? tag(s.cue.text, 'quiet') : null, tag(`${Math.round(s.confidence * 100)} %`, 'quiet')))))));
}

const mentions = (entity, go) => {
  const counts = new Map();
  entity.mentions.forEach((m, i) => {
    if (!counts.has(m.text)) counts.set(m.text, { first: i, n: 0 });
    counts.get(m.text).n++;
  });
  return element('p', { className: 'mentions' }, ...[...counts].map(([text, { first, n }]) =>
    jump(n > 1 ? `${text} ×${n}` : text, entity.id, first, go)));
};

const card = (entity, facts, tags, go) =>
  element('section', { className: 'card' },
    element('h2', {}, entity.name, ' ', ...tags),
    facts.length ? element('ul', {}, ...facts.map((f) => element('li', {}, f))) : null,
    mentions(entity, go));

const people = ({ analysis, go }) =>
  analysis.people.map((p) => card(p, p.roles.map((r) => r.text),
    [p.statements.length ? tag(`${p.statements.length} ${t('said_short')}`) : null], go));

const organizations = ({ analysis, go }) =>
  analysis.organizations.map((o) => card(o,
    [o.expansion?.text, o.aliases.length ? `${t('aliases')}: ${o.aliases.join(', ')}` : null].filter(Boolean),
    [tag(t(`org_${o.type}`)), o.acronym && o.acronym !== o.name ? tag(o.acronym, 'quiet') : null], go));

const campaigns = ({ analysis, go }) =>
  analysis.campaigns.map((c) => card(c, [c.theme].filter(Boolean),
    [tag(t(`campaign_${c.type}`)), c.scope ? tag(t(`scope_${c.scope}`), 'quiet') : null], go));

function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const a = element('a', { href: url, download: name });
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function action(label, run) {
  const button = element('button', { type: 'button' }, label);
  button.addEventListener('click', async () => {
    await run();
    button.textContent = t('done');
    setTimeout(() => (button.textContent = label), 1200);
  });
  return button;
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
  said: { fill: said, count: (a) => a.statements.length },
  people: { fill: people, count: (a) => a.people.length },
  organizations: { fill: organizations, count: (a) => a.organizations.length },
  campaigns: { fill: campaigns, count: (a) => a.campaigns.length },
  json: { fill: json, count: () => null },
};
