import { defineConfig, devices } from '@playwright/test';

/** Nothing leaves this machine: the browser's own services would only be refused. */
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--no-first-run',
  '--disable-dev-shm-usage',
  '--disable-features=OptimizationHints,MediaRouter,Translate',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
];
const executablePath = process.env['CHROMIUM'];

export default defineConfig({
  testDir: './tests',
  outputDir: './.results',
  globalSetup: './support/start-products.ts',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  // A busy machine is slow, and no less right.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
  use: {
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath && { executablePath }), args: QUIET },
  },
  projects: [{ name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } } }],
});
