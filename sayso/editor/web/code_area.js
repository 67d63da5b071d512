// The code area comes when somebody looks at it, or when the page has nothing else to do: few begin with the text.
import { h, onBeforeUnmount, onMounted, ref, shallowRef } from "vue";

const METHODS = ["apply", "restart", "answer", "findings", "mark_lines", "suggest", "reveal", "focus", "set_read_only"];
const REST = 500; // milliseconds in which a new page is left alone
const LATEST = 1000; // milliseconds after these in which it comes even to a busy page

export default {
  inheritAttrs: false,
  setup(_, { attrs, expose }) {
    const Area = shallowRef(null);
    const place = ref(null);
    let area = null;
    let said = []; // what Python said before the area was there

    async function load() {
      seen.disconnect();
      Area.value ??= (await import("sayso-web/code.js")).CodeArea;
    }

    function begin(made) {
      area = made;
      for (const [name, given] of area ? said.splice(0) : []) area[name](...given);
    }

    let begins = 0;
    const seen = new IntersectionObserver((entries) => entries.some((each) => each.isIntersecting) && load());
    onMounted(() => {
      seen.observe(place.value);
      begins = setTimeout(() => requestIdleCallback(load, { timeout: LATEST }), REST);
    });
    onBeforeUnmount(() => {
      seen.disconnect();
      clearTimeout(begins);
    });
    expose(Object.fromEntries(METHODS.map((name) => [name, (...given) => (area ? area[name](...given) : said.push([name, given]))])));

    return () => (Area.value ? h(Area.value, { ...attrs, ref: begin }) : h("div", { ref: place, class: "sy-code" }));
  },
};
