// Draws one diagram. Runs in a frame that has no origin and reaches nothing: what a diagram might smuggle in stays here.
import mermaid from './mermaid/mermaid.esm.min.mjs';

const LONGEST = 50_000;
const tell = (message) => parent.postMessage(message, '*');
let count = 0;

function tellHeight() {
  const { height } = document.body.getBoundingClientRect();
  if (height > 0) tell({ kind: 'diagram-height', height: Math.ceil(height) });
}

async function draw({ source, dark }) {
  count += 1;
  const turn = count;
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    maxTextSize: LONGEST,
    theme: dark ? 'dark' : 'neutral',
    fontFamily: "'Segoe UI', system-ui, sans-serif",
    flowchart: { htmlLabels: false },
    suppressErrorRendering: true,
  });
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  try {
    const { svg } = await mermaid.render(`diagram${turn}`, source);
    if (turn !== count) return;
    document.body.innerHTML = svg;
    tellHeight();
  } catch (error) {
    if (turn === count) tell({ kind: 'diagram-failed', detail: String(error?.message ?? error).slice(0, 500) });
  }
}

addEventListener('message', ({ source: from, data }) => {
  if (from === parent && data?.kind === 'diagram') void draw(data);
});
new ResizeObserver(tellHeight).observe(document.body);
tell({ kind: 'diagram-ready' });
