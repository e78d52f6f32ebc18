/** The package itself would load the whole page into the server's memory. */
declare module 'swagger-ui-dist/absolute-path.js' {
  const swaggerFolder: () => string;
  export default swaggerFolder;
}
