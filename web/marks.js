// Marks an article: every span of the analysis becomes a property of the stretches of text under it,
// so that nested and discontinuous spans need no special care.

const COLOURS = 8;

export const speakerKey = (s) => s.speaker.person ?? s.speaker.organization ?? s.speaker.name ?? s.speaker.text ?? s.id;

export const speakerName = (s) => s.speaker.name ?? s.speaker.text;

// Everything to be marked, in text order: { start, end, kind, … }. `pieces` will hold the elements
// that show it; `entity` is whom a mention names or a speaker's phrase means.
export function collect(analysis) {
  const marks = [];
  const colours = new Map();
  const entities = new Map();
  const add = (span, kind, more) => marks.push({ ...span, kind, pieces: [], ...more });

  for (const [kind, list] of [['person', 'people'], ['organization', 'organizations'], ['campaign', 'campaigns']])
    for (const entity of analysis[list]) {
      entities.set(entity.id, entity);
      for (const mention of entity.mentions) add(mention.span, kind, { entity, mention });
    }
  analysis.statements.forEach((statement, i) => {
    const key = speakerKey(statement);
    if (!colours.has(key)) colours.set(key, colours.size % COLOURS);
    const common = { statement, colour: colours.get(key), number: i + 1 };
    statement.spans.forEach((span, k) => add(span, 'statement', { ...common, first: k === 0 }));
    if (statement.cue) add(statement.cue.span, 'cue', common);
    const { span, person, organization } = statement.speaker;
    if (span) add(span, 'speaker', { ...common, entity: entities.get(person ?? organization) });
  });
  for (const credit of analysis.document.credits) add(credit.span, 'credit', {});
  if (analysis.document.title?.span) add(analysis.document.title.span, 'headline', {});
  return { marks: marks.toSorted((a, b) => a.start - b.start), colourOf: (s) => colours.get(speakerKey(s)) };
}

function stretch(text, marks) {
  const span = document.createElement('span');
  const classes = marks.flatMap((m) => [m.kind, m.kind === 'statement' && m.statement.type, m.colour >= 0 && `c${m.colour}`]);
  span.className = [...new Set(classes.filter(Boolean))].join(' ');
  span.textContent = text;
  for (const m of marks) m.pieces.push(span);
  return span;
}

// `marks` in text order, all of them touching [from, to).
function paragraph(text, from, to, marks, shown, badge) {
  const p = document.createElement('p');
  const inside = marks.flatMap((m) => [m.start, m.end]).filter((at) => at > from && at < to);
  const cuts = [...new Set([from, ...inside, to])].sort((a, b) => a - b);
  let open = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    while (next < marks.length && marks[next].start <= start) open.push(marks[next++]);
    open = open.filter((m) => m.end > start);
    for (const m of open) if (m.first && m.start === start) p.append(badge(m));
    if (!open.length) {
      p.append(text.slice(start, end));
      continue;
    }
    const span = stretch(text.slice(start, end), open);
    shown.set(span, open);
    p.append(span);
  }
  return p;
}

// Fills the article, a paragraph for each line; returns which marks each stretch shows.
export function render(article, text, marks, badge) {
  const shown = new Map();
  const fragment = document.createDocumentFragment();
  let open = [];
  let next = 0;
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline;
    while (next < marks.length && marks[next].start < to) open.push(marks[next++]);
    open = open.filter((m) => m.end > from);
    if (to > from) fragment.append(paragraph(text, from, to, open, shown, badge));
    from = to + 1;
  }
  article.replaceChildren(fragment);
  return shown;
}
