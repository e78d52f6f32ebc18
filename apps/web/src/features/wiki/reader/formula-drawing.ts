import katex from 'katex';
import 'katex/dist/katex.min.css';

/** Macros that expand without end, and letters as large as the screen, are refused. */
const LIMITS = { maxExpand: 300, maxSize: 20 } as const;

/**
 * Draws LaTeX into an element, node by node: no HTML is parsed, and styles are set as the policy of our pages allows.
 * False where KaTeX cannot read it. Commands that load or link anything are not trusted.
 */
export function draw(element: HTMLElement, latex: string, display: boolean): boolean {
  try {
    katex.render(latex, element, {
      ...LIMITS,
      displayMode: display,
      output: 'htmlAndMathml',
      strict: 'ignore',
      trust: false,
      throwOnError: true,
    });
    return true;
  } catch (error) {
    if (error instanceof katex.ParseError || error instanceof RangeError) return false;
    throw error;
  }
}
