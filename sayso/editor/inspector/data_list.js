// The list of data that may be put in: a line to search, arrows to walk, Enter to take, Escape to go back.
export default {
  template: `
    <div class="data-list" @keydown.esc.stop.prevent="$emit('close')" @focusout="left">
      <input class="input" ref="search" role="combobox" aria-expanded="true" :aria-label="label" :placeholder="hint" :aria-controls="here"
        :aria-activedescendant="found.length ? here + '-' + at : null" v-model="typed" autocomplete="off" @keydown="press">
      <ul role="listbox" :id="here" :aria-label="label" ref="list">
        <li v-for="(one, n) in found" :key="one[0]" role="option" :id="here + '-' + n" :aria-selected="n === at ? 'true' : 'false'"
          :class="{ chosen: n === at }" @mousedown.prevent="$emit('take', one[0])" @mousemove="at = n">
          <span class="data-chip" translate="no">{{ one[1] }}</span><span class="small quiet">{{ one[2] }}</span>
          <span class="small quiet cut last" translate="no" v-if="one[3]">{{ one[3] }}</span>
        </li>
      </ul>
      <p class="small quiet" v-if="!found.length">{{ none }}</p>
    </div>`,
  props: { items: Array, label: String, hint: String, none: String, most: { type: Number, default: 60 } },
  emits: ["take", "close"],
  data() { return { typed: "", at: 0, here: "data" + Math.random().toString(36).slice(2) }; },
  mounted() { this.$refs.search.focus(); },
  computed: {
    found() {
      const words = this.typed.toLowerCase().replace(/^@/, "").split(/[\s.›]+/).filter(Boolean);
      const all = (this.items || []).filter((one) => words.every((word) => (one[1] + " " + one[0]).toLowerCase().includes(word)));
      return all.slice(0, this.most);
    },
  },
  watch: { typed() { this.at = 0; } },
  methods: {
    press(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && this.found.length) {
        event.preventDefault();
        this.at = (this.at + step + this.found.length) % this.found.length;
        this.$nextTick(() => this.$refs.list.children[this.at].scrollIntoView({ block: "nearest" }));
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (this.found.length) this.$emit("take", this.found[this.at][0]);
      } else if (event.key === "Tab") { event.preventDefault(); this.$emit("close"); }
    },
    left(event) { if (!this.$el.contains(event.relatedTarget)) this.$emit("close"); },
  },
};
