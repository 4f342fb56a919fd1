/** The clients of the suite `clients-more`: those that take more CPU time to obtain than `npm test` has for them. */
import type { RecipeRequirement, Requirement } from './requirements.ts';

export type MoreClient = 'go-sdk' | 'java-sdk' | 'opentofu' | 'dvc' | 'mc' | 'minio-js';

/** The versions that no other file of the project has. */
export const MORE_VERSIONS = { java: '2.57.8', opentofu: '1.12.6', mc: '2025-03-13', 'minio-js': '8.0.7' };

/** mc has no versions that Go knows. */
const MC = 'v0.0.0-20250313080218-cf909e1063a9';

type Recipe = Omit<RecipeRequirement, 'source'> & { name: MoreClient; title: string; programs: string[] };

const go = { tools: ['go'], packages: [] };

/** `go install` builds no module whose go.mod replaces others. */
function buildProgram(module: string, version: string, folder: string, program: string): string {
  const source = `"$(go env GOMODCACHE)/${module}@${version}"`;
  return `go mod download ${module}@${version} && go build -C ${source} -o "$PWD/${program}" ./${folder}`;
}

const recipes: readonly Recipe[] = [
  {
    name: 'go-sdk',
    title: 'Go 1.24, for the AWS SDK',
    ...go,
    script: 'go build -C "$1/test/support/load/go" -o "$PWD/go-load" .',
    programs: ['go-load'],
  },
  {
    name: 'opentofu',
    title: 'Go 1.24, for OpenTofu',
    ...go,
    script: buildProgram('github.com/opentofu/opentofu', `v${MORE_VERSIONS.opentofu}`, 'cmd/tofu', 'tofu'),
    programs: ['tofu'],
  },
  {
    name: 'mc',
    title: 'Go 1.24, for mc',
    ...go,
    script: buildProgram('github.com/minio/mc', MC, '', 'mc'),
    programs: ['mc'],
  },
  {
    name: 'java-sdk',
    title: 'a JDK and Maven, for the AWS SDK',
    tools: ['java', 'javac', 'keytool', 'mvn'],
    packages: ['default-jdk-headless', 'maven'],
    script: `mvn -B -q -f "$1/test/support/load/java/pom.xml" -Dsdk=${MORE_VERSIONS.java} \\
        dependency:copy-dependencies -DoutputDirectory="$PWD/lib" -Dmdep.overWriteReleases=false
      javac -cp 'lib/*' -d classes "$1/test/support/load/java/Load.java"
      printf '#!/bin/sh\\nexec java $JAVA_TRUST -cp "%s/classes:%s/lib/*" Load "$@"\\n' "$PWD" "$PWD" >java-load
      chmod +x java-load`,
    programs: ['java-load'],
  },
  {
    name: 'dvc',
    title: 'DVC, with s3fs',
    tools: ['python3'],
    packages: ['python3', 'python3-venv'],
    script: `python3 -m venv .
      bin/pip install --quiet --no-input --disable-pip-version-check --no-deps --requirement "$1/test/setup/dvc.txt"`,
    programs: ['bin/dvc', 'bin/python'],
  },
  {
    name: 'minio-js',
    title: 'minio-js',
    tools: ['npm'],
    packages: [],
    script: `npm install --silent --no-save --no-package-lock --prefix . minio@${MORE_VERSIONS['minio-js']}
      cp "$1/test/support/load/minio-load.mjs" .
      chmod +x minio-load.mjs`,
    programs: ['minio-load.mjs'],
  },
];

export const moreClients: readonly Requirement[] = recipes.map((recipe) => ({
  ...recipe,
  source: 'recipe',
  suites: ['clients-more'],
}));
