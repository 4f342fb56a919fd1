/** The list of the packages that a release is made of (SBOM): npm's, in CycloneDX, without what only builds and tests. */

interface Component {
  readonly name: string;
  readonly 'bom-ref': string;
}

interface Dependency {
  readonly ref: string;
  readonly dependsOn: readonly string[];
}

export interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
}

/**
 * To npm every package is one for development, because the bundles contain what they need. The bundler knows names and no
 * versions, so every version of a bundled package stays in the list.
 *
 * @param name of the package that is released; npm takes the folder's
 * @param bundled names of packages
 */
export function keepBundled(sbom: Sbom, name: string, bundled: ReadonlySet<string>): Sbom {
  const components = sbom.components.filter((component) => bundled.has(component.name));
  const kept = new Set([sbom.metadata.component, ...components].map((component) => component['bom-ref']));
  return {
    ...sbom,
    metadata: { ...sbom.metadata, component: { ...sbom.metadata.component, name } },
    components: components.map((component) => ({ ...component, scope: 'required', properties: [] })),
    dependencies: sbom.dependencies
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) })),
  };
}

/** @param licenses what the bundler writes: each package's name and license in lines of their own, then its text */
export function readBundled(licenses: readonly string[]): Set<string> {
  return new Set(licenses.flatMap((text) => text.split('\n')));
}
