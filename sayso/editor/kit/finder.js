// A list that is found in by typing: the caret stays in the field, the arrows move what Enter takes. It filters here, so
// that nothing typed fast is lost on the way to Python and back.
let made = 0;
export default {
  template: `
    <div class="finder">
      <input class="input" type="search" role="combobox" aria-autocomplete="list" aria-expanded="true" autocomplete="off"
        :aria-label="label" :placeholder="hint" :aria-controls="id" :aria-activedescendant="fitting.length ? id + '-' + at : null"
        maxlength="200" dir="auto" v-model="typed" @input="at = 0" @keydown="press" ref="field" data-first>
      <div class="rows found" role="listbox" :id="id" :aria-label="label" v-show="fitting.length" ref="rows" tabindex="-1">
        <template v-for="(one, place) in fitting" :key="one.at">
          <div v-if="opens(place)" class="label found-group" role="presentation">{{ one.group }}</div>
          <div class="row" role="option" :id="id + '-' + place" :aria-selected="place === at ? 'true' : 'false'" :data-entry="one.words"
            @click="take(one)" @mousemove="at = place">
            <span class="grow stack tight">
              <span class="cut" :class="{ strong: one.detail }" translate="no" dir="auto" :title="one.words">{{ one.words }}</span>
              <span v-if="one.detail" class="cut small quiet" translate="no" dir="auto" :title="one.detail">{{ one.detail }}</span>
            </span>
            <kbd v-if="one.key" class="key small quiet">{{ one.key }}</kbd>
          </div>
        </template>
      </div>
      <p v-if="!fitting.length" class="empty" role="status">{{ nothing }}</p>
    </div>`,
  props: { label: String, hint: String, nothing: String, entries: Array, shown: Number },
  emits: ["take"],
  data() { return { id: `finder-${++made}`, typed: "", at: 0 }; },
  computed: {
    fitting() {
      const typed = this.typed.trim().toLowerCase();
      const words = typed.split(/\s+/);
      const found = this.entries
        .map((one, at) => ({ ...one, at }))
        .filter((one) => words.every((word) => one.searched.includes(word)));
      const begins = (one) => (typed && one.words.toLowerCase().startsWith(typed) ? 0 : 1);
      return found.sort((one, other) => begins(one) - begins(other)).slice(0, this.shown);
    },
  },
  mounted() { this.$refs.field.focus(); },
  methods: {
    opens(place) { return place === 0 || this.fitting[place - 1].group !== this.fitting[place].group; },
    press(event) {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) this.move(Math.min(Math.max(this.at + step, 0), this.fitting.length - 1));
      else if (event.key === "Enter" && this.fitting.length) this.take(this.fitting[this.at]);
      else return;
      event.preventDefault();
    },
    move(to) {
      this.at = Math.max(to, 0);
      this.$nextTick(() => this.$refs.rows.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }));
    },
    take(one) { this.$emit("take", one.at); },
  },
};
