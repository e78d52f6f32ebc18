/** Answers that came with the page, each taken once. Keys such as `GET /api/me`. */
const answers = new Map<string, unknown>(Object.entries(read()));

function read(): Record<string, unknown> {
  const text = document.getElementById('first-answers')?.textContent;
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}

/** The answer that came with the page, or undefined. It goes stale: whoever asks again asks the server. */
export function takeFirstAnswer(method: string, address: string): unknown {
  const key = `${method} ${address}`;
  const answer = answers.get(key);
  answers.delete(key);
  return answer;
}
