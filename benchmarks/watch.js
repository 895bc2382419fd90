// Put into every page before its own scripts. Measures, inside the page, from an input event to
// the change of the DOM that shows what was waited for; shadow roots are looked into as well.
(() => {
  const waiting = new Set();
  let began = 0;
  let done = null;
  const first = "%FIRST%";

  let tellFirst;
  const firstShown = new Promise((resolve) => {
    tellFirst = resolve;
  });

  const see = (text) => {
    if (!text) return;
    if (tellFirst && text.includes(first)) {
      tellFirst(performance.now());
      tellFirst = null;
    }
    if (!waiting.size) return;
    for (const wanted of waiting) if (text.includes(wanted)) waiting.delete(wanted);
    if (!waiting.size && done) {
      const finish = done;
      done = null;
      finish(performance.now() - began);
    }
  };
  const observer = new MutationObserver((records) => {
    if (!waiting.size && !tellFirst) return;
    for (const record of records) {
      if (record.type === "characterData") {
        see(record.target.data);
        // One part of a sentence may be a text node of its own.
        see(record.target.parentNode?.textContent);
      } else {
        for (const node of record.addedNodes) see(node.textContent);
        if (record.addedNodes.length) see(record.target.textContent);
      }
    }
  });
  const watch = (root) =>
    observer.observe(root, { childList: true, characterData: true, subtree: true });
  watch(document);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    watch(root);
    return root;
  };
  const within = (limit, promise, what) =>
    Promise.race([
      promise,
      new Promise((_, fail) => setTimeout(() => fail(new Error(`${what} did not come`)), limit)),
    ]);

  window.__bench = {
    // Does something, and resolves to the milliseconds until all the texts have been shown.
    measure: (act, texts, limit) => {
      const shown = new Promise((resolve) => {
        done = resolve;
      });
      for (const text of texts) waiting.add(text);
      began = performance.now();
      act();
      return within(limit, shown, [...waiting].join(", "));
    },
    // Milliseconds from the start of the navigation until the first text was there.
    shown: (limit) => within(limit, firstShown, first),
  };
})();
