/** The schemas that CI systems publish for their files, from the package check-jsonschema. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { python } from '../clients.ts';

type SchemaName =
  | 'azure-pipelines'
  | 'bitbucket-pipelines'
  | 'circle-ci'
  | 'drone-ci'
  | 'travis'
  | 'woodpecker-ci';

// Their patterns have escapes that the u flag forbids.
const ajv = new Ajv({ strict: false, unicodeRegExp: false, logger: false });

/** Why a file does not match its schema. Empty if it does. */
export function schemaErrors(name: SchemaName, file: unknown): string[] {
  // One of them takes seconds to compile.
  if (ajv.getSchema(name) === undefined) ajv.addSchema(readSchema(name), name);
  return ajv.validate(name, file) ? [] : [ajv.errorsText()];
}

function readSchema(name: SchemaName): Record<string, unknown> {
  const library = join(dirname(python()), '../lib/python*/site-packages/check_jsonschema/builtin_schemas');
  const [path] = globSync(join(library, `vendor/${name}.json`));
  if (path === undefined) throw new Error(`There is no schema ${name} in ${library}.`);
  const { $id: _, ...schema } = JSON.parse(readFileSync(path, 'utf8'), withoutOtherFiles);
  return schema;
}

/** Drone's schema for Kubernetes refers to a schema that is elsewhere. */
function withoutOtherFiles(_name: string, value: unknown): unknown {
  const { $ref } = (value ?? {}) as { $ref?: string };
  return typeof $ref === 'string' && !$ref.startsWith('#') ? {} : value;
}
