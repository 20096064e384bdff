// The public API, as any front end would call it. Offsets are asked for in UTF-16 units, which is
// what JavaScript strings are indexed by.

export class Problem extends Error {
  constructor(problem, status) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.code = problem.code ?? '';
    this.status = status;
  }
}

// `key` only where the service asks for one.
export async function analyze(text, { key, signal } = {}) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  if (key) headers.Authorization = `Bearer ${key}`;
  const response = await fetch('v1/analyze', {
    method: 'POST',
    headers,
    body: JSON.stringify({ text, offsets: 'utf16' }),
    signal,
  });
  if (response.ok) return response.json();
  throw new Problem(await response.json().catch(() => ({})), response.status);
}

export async function version() {
  const response = await fetch('version');
  return response.ok ? response.json() : null;
}

export const curl = (text) =>
  `curl -s ${new URL('v1/analyze', document.baseURI)} \\\n` +
  `  -H 'Content-Type: application/json' \\\n` +
  `  -d '${JSON.stringify({ text }).replaceAll("'", "'\\''")}'`;

// A text that begins like a formula would be run by a spreadsheet: it is led by an apostrophe.
const cell = (value) => `"${String(value ?? '').replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;

export function csv(analysis) {
  const rows = [['id', 'type', 'speaker', 'name', 'kind', 'cue', 'text', 'start', 'end', 'headline', 'confidence']];
  for (const s of analysis.statements)
    rows.push([s.id, s.type, s.speaker.text, s.speaker.name, s.speaker.kind, s.cue?.text, s.text,
      s.spans[0].start, s.spans.at(-1).end, s.in_headline, s.confidence]);
  return '\ufeff' + rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
