/** @type {import('jest').Config} */
const base = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
}

export default {
  // No promise is about time: a busy machine may take long, and what hangs still ends. Jest reads this here only.
  testTimeout: 180_000,
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'], testPathIgnorePatterns: ['/node_modules/', '\\.int\\.spec\\.ts$'] },
    {
      ...base,
      displayName: 'stack',
      testMatch: ['<rootDir>/{apps,libs}/**/*.int.spec.ts', '<rootDir>/test/{acceptance,integrity}/**/*.spec.ts'],
      globalSetup: '<rootDir>/libs/testkit/jest-global-setup.js',
      globalTeardown: '<rootDir>/libs/testkit/jest-global-teardown.js',
    },
  ],
}
