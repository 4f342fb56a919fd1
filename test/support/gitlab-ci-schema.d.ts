/** GitLab's own schema (`app/assets/javascripts/editor/schema/ci.json`), as gitlab-ci-local carries it, without types. */
declare module 'gitlab-ci-local/src/schema/index.js' {
  const schema: Record<string, unknown>;
  export default schema;
}
