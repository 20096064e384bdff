// The contract for people: in a viewer where the build has one, else as the text it is.

const $ = (id) => document.getElementById(id);
const here = (path) => new URL(path, document.baseURI).href;

document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches); // the viewer's
$('curl').textContent = `curl -H 'Content-Type: text/plain; charset=utf-8' --data-binary @article.txt ${here('v1/analyze')}`;

const load = (tag, properties) =>
  new Promise((resolve, reject) =>
    document.head.append(Object.assign(document.createElement(tag), { onload: resolve, onerror: reject, ...properties })));

try {
  await Promise.all([
    load('link', { rel: 'stylesheet', href: here('assets/viewer/swagger-ui.css') }),
    load('script', { src: here('assets/viewer/swagger-ui-bundle.js') }),
  ]);
  window.SwaggerUIBundle({ domNode: $('viewer'), url: here('openapi.yaml'), deepLinking: true, validatorUrl: null,
    docExpansion: 'list', defaultModelsExpandDepth: 0, syntaxHighlight: false });
  $('licence').hidden = false;
} catch {
  $('source').textContent = await (await fetch('openapi.yaml')).text();
  $('source').hidden = $('note').hidden = false;
}
