// Marks an article: every span of the analysis becomes a property of the stretches of text under it,
// so that nested and discontinuous spans need no special care.

const SPEAKERS = 8;

// Everything to be marked, as { start, end, kind, id, … }, and who has which colour.
export function collect(analysis) {
  const marks = [];
  const colours = new Map();
  const colour = (s) => {
    const key = s.speaker.person ?? s.speaker.organization ?? s.speaker.name ?? s.speaker.text ?? s.id;
    if (!colours.has(key)) colours.set(key, colours.size % SPEAKERS);
    return colours.get(key);
  };
  analysis.statements.forEach((s, i) => {
    const common = { id: s.id, colour: colour(s), number: i + 1 };
    s.spans.forEach((span, k) => marks.push({ ...span, ...common, kind: 'statement', type: s.type, first: k === 0 }));
    if (s.cue) marks.push({ ...s.cue.span, ...common, kind: 'cue' });
    if (s.speaker.span)
      marks.push({ ...s.speaker.span, ...common, kind: 'speaker', who: s.speaker.person ?? s.speaker.organization });
  });
  for (const [kind, list] of [['person', 'people'], ['organization', 'organizations'], ['campaign', 'campaigns']])
    for (const entity of analysis[list])
      for (const mention of entity.mentions) marks.push({ ...mention.span, kind, id: entity.id, who: entity.id });
  return { marks, colours, colour };
}

function paragraph(text, from, to, marks, onBadge) {
  const p = document.createElement('p');
  const cuts = new Set([from, to]);
  for (const m of marks) {
    if (m.start > from) cuts.add(m.start);
    if (m.end < to) cuts.add(m.end);
  }
  const points = [...cuts].sort((a, b) => a - b);
  for (let i = 0; i + 1 < points.length; i++) {
    const [start, end] = [points[i], points[i + 1]];
    const here = marks.filter((m) => m.start <= start && m.end >= end);
    for (const m of here)
      if (m.kind === 'statement' && m.first && m.start === start) p.append(onBadge(m));
    const piece = text.slice(start, end);
    if (!here.length) {
      p.append(piece);
      continue;
    }
    const span = document.createElement('span');
    span.textContent = piece;
    span.className = here.map((m) => `${m.kind} ${m.kind === 'statement' ? `${m.type} c${m.colour}` : ''}`).join(' ');
    span.dataset.ids = here.map((m) => m.id).join(' ');
    const who = here.find((m) => m.who && m.kind === 'speaker') ?? here.find((m) => m.who);
    if (who) span.dataset.who = who.who;
    p.append(span);
  }
  return p;
}

// Fills the article. A paragraph is a unit of layout that the browser may skip while it is off
// screen, which keeps long texts smooth.
export function render(article, text, marks, onBadge) {
  const sorted = marks.toSorted((a, b) => a.start - b.start);
  const fragment = document.createDocumentFragment();
  let from = 0;
  let open = [];
  let next = 0;
  while (from <= text.length) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    while (next < sorted.length && sorted[next].start < to) open.push(sorted[next++]);
    open = open.filter((m) => m.end > from);
    if (to > from) fragment.append(paragraph(text, from, to, open, onBadge));
    from = to + 1;
  }
  article.replaceChildren(fragment);
}
