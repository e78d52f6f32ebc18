const api = '^apps/api/src/';
const web = '^apps/web/src/';

/** Below each layer: those that it must not know. */
const LAYERS = ['platform', 'people', 'communities', 'content', 'features'];
const downOnly = LAYERS.flatMap((layer, index) => {
  const above = [...LAYERS.slice(index + 1), 'sinks'];
  return [
    {
      name: `${layer}-knows-nothing-above`,
      severity: 'error',
      from: { path: `${api}${layer}/` },
      to: { path: `${api}(${above.join('|')})/` },
    },
  ];
});

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...downOnly,
    {
      name: 'layers-meet-through-public',
      severity: 'error',
      from: { path: `${api}(people|communities|content|sinks)/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `${api}(people|communities|content)/`, pathNot: [`${api}$1/`, '/public\\.ts$'] },
    },
    {
      name: 'features-use-layers-through-public',
      severity: 'error',
      from: { path: `${api}features/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `${api}(people|communities|content)/`, pathNot: '/public\\.ts$' },
    },
    {
      name: 'features-meet-through-public',
      severity: 'error',
      from: { path: `${api}features/([^/]+)/` },
      to: { path: `${api}features/([^/]+)/`, pathNot: [`${api}features/$1/`, '/public\\.ts$'] },
    },
    {
      name: 'sinks-know-no-feature',
      severity: 'error',
      from: { path: `${api}sinks/` },
      to: { path: `${api}features/` },
    },
    {
      name: 'controllers-hold-no-data-access',
      severity: 'error',
      from: { path: '\\.controller\\.ts$', pathNot: `${api}platform/` },
      to: { path: 'node_modules/(typeorm|pg|socket\\.io)/|\\.entity\\.ts$|platform/database/database\\.ts$' },
    },
    {
      name: 'one-place-opens-sockets',
      severity: 'error',
      from: { path: api, pathNot: `${api}platform/realtime/|\\.spec\\.ts$` },
      to: { path: 'node_modules/socket\\.io/' },
    },
    { name: 'shared-is-a-leaf', severity: 'error', from: { path: '^packages/shared/' }, to: { path: '^apps/' } },
    {
      name: 'web-features-apart',
      severity: 'error',
      from: { path: `${web}features/([^/]+)/` },
      to: { path: `${web}(app/|routes/|features/([^/]+)/)`, pathNot: `${web}features/$1/` },
    },
    { name: 'web-never-sees-api', severity: 'error', from: { path: web }, to: { path: '^apps/api/' } },
    {
      name: 'reading-never-loads-the-editor',
      severity: 'error',
      from: { path: web, pathNot: `${web}editor/|\\.spec\\.tsx?$` },
      to: { path: 'node_modules/(@tiptap|prosemirror-)' },
    },
    { name: 'tests-stay-out', severity: 'error', from: { pathNot: '\\.spec\\.tsx?$|/test/' }, to: { path: '\\.spec\\.tsx?$|/test/' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.module\\.css$' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
