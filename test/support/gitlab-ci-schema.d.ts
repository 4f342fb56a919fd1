/** GitLab's own schema (`app/assets/javascripts/editor/schema/ci.json`), which is part of gitlab-ci-local, without types. */
declare module 'gitlab-ci-local/src/schema/index.js' {
  const schema: Record<string, unknown>;
  export default schema;
}
