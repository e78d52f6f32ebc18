// Before the first paint, so that a dark workplace does not flash white. The name is the one under which Mantine keeps the choice.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // Storage may be closed to the page: the system decides.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
})();

// The first date in words makes a browser load its calendars, some 20 ms: now, while code is on its way, rather than in the first screen.
setTimeout(() => new Intl.DateTimeFormat(navigator.language, { day: 'numeric', month: 'long' }).format());
