// A client for programs, as others make one: types generated from the description that the product serves, and a program that is
// written against them, checked by the TypeScript compiler as strictly as it can.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapi, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const HERE = join(dirname(fileURLToPath(import.meta.url)), '..');
const GENERATED = join(HERE, 'target', 'api');

/** The generated types, as text. */
export async function typesOf(description) {
  return astToString(await openapi(description, { silent: true }));
}

/** Compiles programs/NAME.ts against the types and loads it. @throws with the compiler's words, where the two do not fit */
export async function compiled(types, name) {
  mkdirSync(GENERATED, { recursive: true });
  writeFileSync(join(GENERATED, 'description.d.ts'), types);
  const program = ts.createProgram([join(HERE, 'programs', `${name}.ts`)], {
    strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noUnusedLocals: true, noEmitOnError: true,
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: ['node'], typeRoots: [join(HERE, 'node_modules', '@types')],
    rootDir: join(HERE, 'programs'), outDir: GENERATED,
  });
  const { diagnostics } = program.emit();
  if (diagnostics.length) {
    throw new Error(ts.formatDiagnostics(diagnostics, {
      getCanonicalFileName: file => file, getCurrentDirectory: () => HERE, getNewLine: () => '\n' }));
  }
  return import(pathToFileURL(join(GENERATED, `${name}.js`)).href);
}
