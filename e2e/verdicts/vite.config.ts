/** Builds the tests' page; nothing of it is in web/dist. */
export default {
  build: {
    target: "es2024",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [`${import.meta.dirname}/index.html`, `${import.meta.dirname}/worker.ts`],
      output: { entryFileNames: "[name].js" },
    },
  },
};
