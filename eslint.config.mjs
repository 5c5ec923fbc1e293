import tseslint from 'typescript-eslint';

/** Sequelize's aggregates go through a JavaScript number and round money silently. */
const roundingAggregates = ['sum', 'min', 'max', 'increment', 'decrement'].map((method) => ({
  selector: `CallExpression[callee.property.name='${method}'][callee.object.name=/^[A-Z].*(Row|Model)$/]`,
  message: `Model.${method} rounds amounts through a JavaScript number: write the total in SQL.`,
}));

/** It makes a function in a temporary schema, which no role of ours may. */
const findOrCreate = {
  selector: "CallExpression[callee.property.name='findOrCreate']",
  message: 'findOrCreate needs the right to make temporary objects: insert with ignoreDuplicates.',
};

export default tseslint.config(
  { ignores: ['**/node_modules', '**/build', '**/.svelte-kit', 'web/**', '.data'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-misused-spread': 'off', // digits and identifiers are plain ASCII here
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allow: [{ name: 'bigint', from: 'lib' }] },
      ],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['it', 'describe', 'test', 'suite'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': ['error', ...roundingAggregates, findOrCreate],
    },
  },
);
