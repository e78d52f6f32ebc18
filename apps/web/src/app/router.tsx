import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { listSearch } from '../features/annotation-lists/search.ts';
import { annotationSearch } from '../features/annotations/annotation-search.ts';
import { community } from '../features/communities/communities.queries.ts';
import { accounts, myself } from '../features/people/people.queries.ts';
import { searchAddress } from '../features/search/search-address.ts';
import { page } from '../features/wiki/wiki.queries.ts';
import { ProblemError } from '../lib/problem-error.ts';
import { queryClient } from '../lib/query-client.ts';
import { Loading, NotThere } from '../ui/states.tsx';
import { Broken } from './broken.tsx';
import { codeOf } from './code-of.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({
  notFoundComponent: () => (
    <main>
      <NotThere whole />
    </main>
  ),
  errorComponent: (broken) => (
    <main>
      <Broken {...broken} />
    </main>
  ),
});

/** Screens for somebody who is signed in; others sign in first and come back. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  pendingComponent: () => (
    <main>
      <Loading rows={6} />
    </main>
  ),
  async beforeLoad({ location }) {
    const me = await queryClient.ensureQueryData(myself).catch(nobody);
    if (!me) throw redirect({ to: '/sign-in', search: { back: location.href } });
  },
});

/** Null for who is not signed in. Where nobody can say it, as when the server is away, nobody is asked to sign in for that. */
function nobody(error: unknown): null {
  if (error instanceof ProblemError && error.status === 401) return null;
  throw error;
}

const screen = <P extends string>(path: P, load: () => Promise<object>, name: string) =>
  createRoute({ getParentRoute: () => inside, path, component: codeOf(load, name) });

const home = screen('/', () => import('./home-page.tsx'), 'HomePage');
const wikis = screen('/wiki', () => import('./wiki-home-page.tsx'), 'WikiHomePage');
const communities = createRoute({
  getParentRoute: () => inside,
  path: '/communities',
  validateSearch: (search: Record<string, unknown>): { show?: 'mine' | 'archived'; new?: true } => ({
    ...((search['show'] === 'mine' || search['show'] === 'archived') && { show: search['show'] }),
    ...(search['new'] === true && { new: true }),
  }),
  component: codeOf(() => import('./communities-page.tsx'), 'CommunitiesPage'),
});
const communityRoute = createRoute({
  getParentRoute: () => inside,
  path: '/c/$slug',
  loader: ({ params }) => void queryClient.prefetchQuery(community(params.slug)),
  component: codeOf(() => import('./community-page.tsx'), 'CommunityPage'),
});
const communityTab = createRoute({
  getParentRoute: () => inside,
  path: '/c/$slug/$tab',
  validateSearch: listSearch,
  component: codeOf(() => import('./community-page.tsx'), 'CommunityPage'),
});
const newPage = createRoute({
  getParentRoute: () => inside,
  path: '/c/$slug/nouvelle-page',
  validateSearch: (search: Record<string, unknown>): { parent?: string } =>
    typeof search['parent'] === 'string' ? { parent: search['parent'] } : {},
  component: codeOf(() => import('./new-page.tsx'), 'NewPage'),
});
const labels = screen('/c/$slug/etiquettes', () => import('./labels-page.tsx'), 'LabelsPage');
const labelledPages = screen('/c/$slug/etiquettes/$label', () => import('./labels-page.tsx'), 'LabelledPage');
const communityReviews = screen('/c/$slug/a-relire', () => import('./reviews-page.tsx'), 'CommunityReviewsPage');
const reviews = screen('/reviews', () => import('./reviews-page.tsx'), 'ReviewsPage');
const changes = screen('/c/$slug/modifications', () => import('./changes-page.tsx'), 'ChangesPage');
const notificationsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/notifications',
  validateSearch: (search: Record<string, unknown>): { show?: 'unread' } => (search['show'] === 'unread' ? { show: 'unread' } : {}),
  component: codeOf(() => import('./notifications-page.tsx'), 'NotificationsPage'),
});
const notificationSettings = screen(
  '/notifications/settings',
  () => import('./notification-settings-page.tsx'),
  'NotificationSettingsPage',
);
const oldAddress = createRoute({
  getParentRoute: () => inside,
  path: '/c/$slug/wiki/$',
  component: codeOf(() => import('./old-address-page.tsx'), 'OldAddressPage'),
});
const myAnnotations = createRoute({
  getParentRoute: () => inside,
  path: '/annotations',
  validateSearch: listSearch,
  component: codeOf(() => import('./my-annotations-page.tsx'), 'MyAnnotationsPage'),
});
const searchRoute = createRoute({
  getParentRoute: () => inside,
  path: '/search',
  validateSearch: searchAddress,
  component: codeOf(() => import('./search-page.tsx'), 'SearchPage'),
});
const wikiPage = createRoute({
  getParentRoute: () => inside,
  path: '/p/$id/$slug',
  validateSearch: annotationSearch,
  loader: ({ params }) => void queryClient.prefetchQuery(page(params.id)),
  component: codeOf(() => import('./wiki-page.tsx'), 'WikiPage'),
});
const versionsRoute = createRoute({
  getParentRoute: () => inside,
  path: '/p/$id/$slug/versions',
  validateSearch: (search: Record<string, unknown>): { from?: string; to?: string; read?: true; publish?: true } => ({
    ...(typeof search['from'] === 'string' && { from: search['from'] }),
    ...(typeof search['to'] === 'string' && { to: search['to'] }),
    ...(search['read'] === true && { read: true }),
    ...(search['publish'] === true && { publish: true }),
  }),
  loader: ({ params }) => void queryClient.prefetchQuery(page(params.id)),
  component: codeOf(() => import('./versions-page.tsx'), 'VersionsPage'),
});
const editPage = createRoute({
  getParentRoute: () => inside,
  path: '/p/$id/$slug/modifier',
  validateSearch: annotationSearch,
  loader: ({ params }) => void queryClient.prefetchQuery(page(params.id)),
  component: codeOf(() => import('./edit-page.tsx'), 'EditPage'),
});
const wikiPageShort = createRoute({
  getParentRoute: () => inside,
  path: '/p/$id',
  validateSearch: annotationSearch,
  beforeLoad: ({ params, search }) => {
    throw redirect({ to: '/p/$id/$slug', params: { id: params.id, slug: 'page' }, search, replace: true });
  },
});
const personRoute = screen('/people/$id', () => import('./person-page.tsx'), 'PersonPage');
const profile = screen('/profile', () => import('./profile-page.tsx'), 'ProfilePage');
/** The accounts are asked for beside the code that shows them. */
const askForAccounts = ({ tab = 'people' }: { tab?: string }): void => {
  if (tab === 'people' && queryClient.getQueryData(myself.queryKey)?.can.administer) void queryClient.prefetchInfiniteQuery(accounts({}));
};
const admin = createRoute({
  getParentRoute: () => inside,
  path: '/admin',
  loader: () => askForAccounts({}),
  component: codeOf(() => import('./admin-page.tsx'), 'AdminPage'),
});
const adminTab = createRoute({
  getParentRoute: () => inside,
  path: '/admin/$tab',
  loader: ({ params }) => askForAccounts(params),
  component: codeOf(() => import('./admin-page.tsx'), 'AdminPage'),
});
const trash = screen('/trash', () => import('./trash-page.tsx'), 'TrashPage');

const outside = <P extends string>(path: P, load: () => Promise<object>, name: string) =>
  createRoute({ getParentRoute: () => root, path, component: codeOf(load, name) });
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { back?: string } =>
    typeof search['back'] === 'string' && /^\/(?!\/)/.test(search['back']) ? { back: search['back'] } : {},
  component: codeOf(() => import('./sign-in-page.tsx'), 'SignInPage'),
});
const setUp = outside('/set-up', () => import('./set-up-page.tsx'), 'SetUpPage');
const invitation = outside('/invitation', () => import('./invitation-page.tsx'), 'InvitationPage');
const unsubscribe = outside('/unsubscribe', () => import('./unsubscribe-page.tsx'), 'UnsubscribePage');
const reset = outside('/reset', () => import('./reset-page.tsx'), 'ResetPage');

/** Addresses that lead nowhere, with the way on around them. */
const nowhere = createRoute({ getParentRoute: () => inside, path: '$', component: () => <NotThere whole /> });

const routeTree = root.addChildren([
  inside.addChildren([
    home,
    communities,
    wikis,
    communityRoute,
    communityTab,
    newPage,
    labels,
    labelledPages,
    communityReviews,
    reviews,
    changes,
    notificationsRoute,
    notificationSettings,
    myAnnotations,
    searchRoute,
    oldAddress,
    wikiPage,
    versionsRoute,
    editPage,
    wikiPageShort,
    personRoute,
    profile,
    admin,
    adminTab,
    trash,
    nowhere,
  ]),
  signIn,
  setUp,
  invitation,
  unsubscribe,
  reset,
]);

/** Addresses and screens. What a link leads to is fetched when the pointer rests on it. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadDelay: 30,
  scrollRestoration: true,
  // What breaks within a screen leaves the frame around it.
  defaultErrorComponent: Broken,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
