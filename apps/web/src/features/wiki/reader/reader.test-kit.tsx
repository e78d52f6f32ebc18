import type { DocumentNode } from '@parvis/shared/document';
import { RouterProvider, createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import fr from '../../../messages/fr.json';
import { DocumentReader } from './document-reader.tsx';
import { files, links, mentions } from './reader.fixture.ts';

await i18next.use(initReactI18next).init({ lng: 'fr', resources: { fr: { translation: fr } }, interpolation: { escapeValue: false } });

/** jsdom knows the element, not what it does. */
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
  this.querySelector('button')?.focus();
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

/** Shows one element at an address of the workplace. */
export async function show(element: React.ReactNode): Promise<HTMLElement> {
  const root = createRootRoute({ component: () => element });
  const page = createRoute({ getParentRoute: () => root, path: '/p/$id/$slug' });
  const person = createRoute({ getParentRoute: () => root, path: '/people/$id' });
  const router = createRouter({ routeTree: root.addChildren([page, person]), history: createMemoryHistory() });
  await router.load();
  return render(<RouterProvider router={router as never} />).container;
}

/** Shows a document, whole or some blocks of one. */
export async function read(content: DocumentNode | DocumentNode[]): Promise<HTMLElement> {
  const document: DocumentNode = Array.isArray(content) ? { type: 'doc', content } : content;
  const container = await show(<DocumentReader document={document} links={links} files={files} mentions={mentions} language="fr" />);
  return container.querySelector<HTMLElement>('[data-document]')!;
}
