import type { Browser, BrowserContext, Page } from '@playwright/test';
import { COMPANY } from './journey.ts';

/** What each payload does when it runs: it tells us. `ID` is its number. */
const RUN = `ran('ID')`;

const MARKUP = [
  // Elements that run by themselves.
  '<script>RUN</script>',
  '<script src="data:text/javascript,RUN"></script>',
  '<ScRiPt>RUN</sCrIpT>',
  '"><script>RUN</script>',
  '\'"><img src=x onerror=RUN>',
  '<img src=x onerror=RUN>',
  '<img src="x" onerror="RUN" alt="">',
  '<img/src=x/onerror=RUN>',
  '<img srcset="x 1x" onerror="RUN">',
  '<svg onload=RUN>',
  '<svg/onload=RUN>',
  '<svg><script>RUN</script></svg>',
  '<svg><animate onbegin=RUN attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:RUN"><text x=20 y=20>lien</text></a></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><image href=1 onerror=RUN /></svg>#x" /></svg>',
  '<body onload=RUN>',
  '<iframe src="javascript:RUN"></iframe>',
  '<iframe srcdoc="<script>parent.RUN</script>"></iframe>',
  '<iframe src="data:text/html,<script>parent.RUN</script>"></iframe>',
  '<object data="javascript:RUN"></object>',
  '<embed src="javascript:RUN">',
  '<video><source onerror=RUN></video>',
  '<audio src=x onerror=RUN>',
  '<video poster=javascript:RUN></video>',
  '<details open ontoggle=RUN><summary>x</summary></details>',
  '<input autofocus onfocus=RUN>',
  '<select autofocus onfocus=RUN></select>',
  '<textarea autofocus onfocus=RUN></textarea>',
  '<marquee onstart=RUN>x</marquee>',
  '<style>@keyframes x{}</style><p style="animation-name:x" onanimationstart="RUN">x</p>',
  '<link rel=stylesheet href="data:text/css,*{x:expression(RUN)}" onload=RUN>',
  '<meta http-equiv="refresh" content="0;url=javascript:RUN">',
  '<base href="javascript:RUN//">',
  '<form action="javascript:RUN"><button autofocus onfocus=RUN>x</button></form>',
  '<isindex type=image src=1 onerror=RUN>',
  '<template><script>RUN</script></template>',
  '<dialog open onclose=RUN>x</dialog>',
  '<p onpointerrawupdate=RUN onmouseover=RUN onclick=RUN tabindex=0 autofocus onfocus=RUN>x</p>',
  // What changes when it is parsed twice.
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=RUN&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=RUN>"></noscript>',
  '<svg></p><style><a id="</style><img src=1 onerror=RUN>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=RUN>',
  '<listing>&lt;img src=x onerror=RUN&gt;</listing>',
  '<xmp><p title="</xmp><img src=x onerror=RUN>">',
  '<title><a title="</title><img src=x onerror=RUN>">',
  '<!--><img src=x onerror=RUN>-->',
  '<![CDATA[><img src=x onerror=RUN>]]>',
  '&lt;img src=x onerror=RUN&gt;',
  // What this program writes itself, and what it reads.
  '<p data-parvis><img src=x onerror=RUN></p>',
  '<div data-parvis data-block="embed" data-title="<img src=x onerror=RUN>"><a href="javascript:RUN">x</a></div>',
  '<figure data-parvis><img src="javascript:RUN" alt="<img src=x onerror=RUN>"></figure>',
  '{% embed url="javascript:RUN" %}',
  '{% hint style="<img src=x onerror=RUN>" %}<img src=x onerror=RUN>{% endhint %}',
  '{% tab title="<img src=x onerror=RUN>" %}x{% endtab %}',
  '{% content-ref url="javascript:RUN" %}[x](javascript:RUN){% endcontent-ref %}',
  // Markdown.
  '[lien](javascript:RUN)',
  '[lien](  JaVaScRiPt:RUN)',
  '[lien](java&#10;script:RUN)',
  '[lien](data:text/html,<script>RUN</script>)',
  '[lien](vbscript:RUN)',
  '![image](javascript:RUN)',
  '![x](x"onerror="RUN)',
  '[x]: javascript:RUN\n\n[x]',
  '<javascript:RUN>',
  '| a |\n| - |\n| <img src=x onerror=RUN> |',
  '```html"onmouseover="RUN\n</code></pre><img src=x onerror=RUN>\n```',
  '`</code><img src=x onerror=RUN>`',
  // Words that templates would run.
  '{{constructor.constructor("RUN")()}}',
  '${RUN}',
  '$t(RUN)',
  '</title></style></textarea></script><script>RUN</script>',
  'javascript:RUN',
  "'-RUN-'",
];

/** Sources that are drawn by others' programs. */
const DIAGRAMS = [
  'graph TD\n  A["<img src=x onerror=RUN>"] --> B',
  'graph TD\n  A --> B\n  click A call RUN',
  'graph TD\n  A --> B\n  click A href "javascript:RUN"',
  '%%{init: {"securityLevel": "loose", "htmlLabels": true}}%%\ngraph TD\n  A["<svg onload=RUN>"] --> B',
  '%%{init: {"themeCSS": "</style><img src=x onerror=RUN>"}}%%\ngraph TD\n  A --> B',
  'sequenceDiagram\n  participant A as <script>RUN</script>\n  A->>B: <img src=x onerror=RUN>\n  link A: x @ javascript:RUN',
  'classDiagram\n  class A["<img src=x onerror=RUN>"]\n  link A "javascript:RUN"',
];
const FORMULAS = [
  '\\href{javascript:RUN}{x}',
  '\\url{javascript:RUN}',
  '\\htmlData{x=1 onclick=RUN}{x}',
  '\\htmlStyle{background:url(javascript:RUN)}{x}',
  '\\includegraphics{x" onerror="RUN}',
  '\\text{<img src=x onerror=RUN>}',
  '\\unknown{<script>RUN</script>}',
  '\\def\\x{\\x\\x}\\x <img src=x onerror=RUN>',
];

const numbered = (list: readonly string[], kind: string): string[] =>
  list.map((source, index) => source.replaceAll('RUN', RUN.replace('ID', `${kind}${index}`)));

export const PAYLOADS = numbered(MARKUP, 'p');
export const DIAGRAM_PAYLOADS = numbered(DIAGRAMS, 'd');
export const FORMULA_PAYLOADS = numbered(FORMULAS, 'f');

/** As somebody could put it into every place of a document that takes words; addresses that are refused stand elsewhere. */
export function everywhere(value: string): object[] {
  const text = (words: string) => ({ type: 'text', text: words });
  const paragraph = { type: 'paragraph', content: [text(value)] };
  const cell = (type: string) => ({ type, content: [paragraph] });
  return [
    paragraph,
    { type: 'heading', attrs: { level: 2 }, content: [text(value)] },
    {
      type: 'paragraph',
      content: [
        { ...text(value), marks: [{ type: 'code' }] },
        { type: 'inlineFormula', attrs: { latex: value } },
      ],
    },
    { type: 'codeBlock', attrs: { language: value.slice(0, 60), title: value }, content: [text(value)] },
    { type: 'callout', attrs: { kind: 'warning' }, content: [paragraph] },
    {
      type: 'details',
      attrs: { open: true },
      content: [
        { type: 'detailsSummary', content: [text(value)] },
        { type: 'detailsContent', content: [paragraph] },
      ],
    },
    { type: 'tabs', content: [{ type: 'tab', attrs: { title: value }, content: [paragraph] }] },
    { type: 'steps', content: [{ type: 'step', attrs: { title: value }, content: [paragraph] }] },
    { type: 'table', content: [{ type: 'tableRow', content: [cell('tableHeader'), cell('tableCell')] }] },
    { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph] }] },
    { type: 'taskList', content: [{ type: 'taskItem', attrs: { checked: true }, content: [paragraph] }] },
    { type: 'image', attrs: { src: `https://exemple.invalid/?${encodeURIComponent(value)}`, alt: value, title: value, caption: value } },
    { type: 'embed', attrs: { url: `https://exemple.invalid/?${encodeURIComponent(value)}`, title: value, description: value } },
    { type: 'pageCard', attrs: { pageId: '0199f0aa-0000-7000-8000-00000000dead', title: value } },
    { type: 'kept', attrs: { format: 'html', source: value, reason: value } },
    { type: 'kept', attrs: { format: 'gitbook', source: value, reason: 'file' } },
    { type: 'formula', attrs: { latex: value } },
  ];
}

/** Documents that must not even be stored. */
export const REFUSED: object[] = [
  ...['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x', '//exemple.invalid'].map(
    (href) => ({
      type: 'paragraph',
      content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }],
    }),
  ),
  { type: 'embed', attrs: { url: 'javascript:alert(1)' } },
  { type: 'embed', attrs: { url: 'data:text/html,<script>alert(1)</script>' } },
  { type: 'image', attrs: { src: 'javascript:alert(1)' } },
  { type: 'image', attrs: { src: 'data:image/svg+xml,<svg onload=alert(1)>' } },
  { type: 'paragraph', attrs: { onclick: 'alert(1)' } },
  { type: 'script', content: [{ type: 'text', text: 'alert(1)' }] },
  { type: 'iframe', attrs: { srcdoc: '<script>alert(1)</script>' } },
  { type: 'heading', attrs: { level: 'script' } },
  { type: 'heading', attrs: { level: 1, id: '"><script>alert(1)</script>' } },
];

export interface Watched {
  page: Page;
  context: BrowserContext;
  /** Whether the content security policy is on. */
  policy: boolean;
  /** Which payloads ran, in any frame, by any name that runs in a browser. */
  ran: string[];
  /** What the browser reported: violations of the policy, broken scripts, requests that left the server. */
  faults: string[];
}

/** Mermaid cleans what it draws in a document that runs nothing; Chromium reports what it finds there all the same. */
const CLEANED = /\/diagram\//;

/** A browser that tells of every script that is not ours. Without a policy, nothing but our own care keeps them from running. */
export async function openWatched(browser: Browser, { policy }: { policy: boolean }): Promise<Watched> {
  const context = await browser.newContext({ baseURL: COMPANY(), locale: 'fr-FR', bypassCSP: !policy });
  const page = await context.newPage();
  const ran: string[] = [];
  const faults: string[] = [];
  await context.exposeFunction('ran', (id: string) => void ran.push(id));
  await context.exposeBinding('policyBroken', ({ frame }, what: string) => {
    if (!CLEANED.test(frame.url())) faults.push(what);
  });
  await context.addInitScript(() => {
    const told = window as unknown as { ran(id: string): void; policyBroken(what: string): void };
    for (const name of ['alert', 'confirm', 'prompt', 'print'] as const)
      Object.defineProperty(window, name, { value: () => told.ran(`${name} on ${location.pathname}`) });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      told.policyBroken(`${violatedDirective}: ${blockedURI} ${sample}`),
    );
  });
  page.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') ran.push(`dialog ${dialog.message()}`);
    void dialog.accept();
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text()) && !CLEANED.test(message.location().url)) faults.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^(?:https?|wss?):/.test(protocol) && origin.replace(/^ws/, 'http') !== new URL(COMPANY()).origin)
      faults.push(`left the server: ${request.url()}`);
  });
  return { page, context, policy, ran, faults };
}

/** What a careless reader does: she moves over everything, focuses it and clicks it. Links are held back, and looked at. */
export async function touchEverything(page: Page, within = 'main'): Promise<string[]> {
  const over = ['pointerover', 'mouseover', 'mouseenter', 'focus', 'toggle', 'animationstart'];
  // An editor looks up its place in the text at each click.
  const types = within === 'main' ? [...over, 'click'] : over;
  return page.evaluate(
    ({ place, types }) => {
      const hold = (event: Event) => event.preventDefault();
      document.addEventListener('click', hold, true);
      document.addEventListener('submit', hold, true);
      const bad: string[] = [];
      for (const element of document.querySelectorAll(`${place} *`)) {
        // What a click took away is nobody's any more; its links would still lead away, past what holds them here.
        if (!element.isConnected) continue;
        for (const { name, value } of element.attributes) {
          if (/^on/i.test(name)) bad.push(`${element.tagName} ${name}`);
          if (
            /^(?:href|src|xlink:href|action|formaction|data|srcdoc)$/.test(name) &&
            /^[\s\u0000-\u001f]*(?:javascript|vbscript|data:text)/i.test(value)
          )
            bad.push(`${element.tagName} ${name}=${value.slice(0, 60)}`);
        }
        if (['SCRIPT', 'OBJECT', 'EMBED', 'BASE', 'META'].includes(element.tagName)) bad.push(element.tagName);
        if (element instanceof HTMLIFrameElement && /allow-same-origin/.test(element.getAttribute('sandbox') ?? 'allow-same-origin'))
          bad.push('IFRAME without a sandbox');
        for (const type of types) element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
      }
      document.removeEventListener('click', hold, true);
      document.removeEventListener('submit', hold, true);
      return bad;
    },
    { place: within, types },
  );
}
