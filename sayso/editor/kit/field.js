// A field of a form. What is typed stays here until Python sends another value; `input` tells each key, `commit` the end.
// With `heard` (how many ends Python has heard of) it also outlives being drawn again, in place or elsewhere in its holder:
// what is being typed, or is still on its way to Python, is kept.
export default {
  template: `
    <select v-if="kind === 'select'" class="input" :aria-label="label" :value="here" :disabled="off" @change="choose">
      <option v-for="one in options" :key="one[0]" :value="one[0]">{{ one[1] }}</option>
    </select>
    <label v-else-if="kind === 'check'" class="check">
      <input type="checkbox" :checked="here" :disabled="off" :aria-label="text ? undefined : label" @change="tick"><span>{{ text }}</span>
    </label>
    <input v-else-if="kind === 'range'" class="range" type="range" min="1" :max="rows" :aria-label="label" :value="here"
      @input="type" @change="commit">
    <textarea v-else-if="kind === 'area'" class="input" :rows="rows" :aria-label="label" :placeholder="hint" :value="here"
      :disabled="off" :maxlength="longest" dir="auto" @input="type" @change="commit" @keydown="press"></textarea>
    <input v-else class="input" :type="kind" :aria-label="label" :placeholder="hint" :value="here" :disabled="off"
      :maxlength="longest" dir="auto" autocomplete="off" @input="type" @change="commit" @keydown="press">`,
  props: { kind: String, value: [String, Boolean, Number], label: String, text: String, hint: String, options: Array,
    rows: Number, off: Boolean, longest: Number, enter: String, focused: Boolean, heard: Number, drawn: Number },
  emits: ["input", "commit", "enter"],
  inject: { holder: { default: null } },
  data() { return { here: this.value, told: this.value, sent: this.heard || 0 }; },
  watch: { value() { this.take(); }, drawn() { this.take(); } },
  mounted() {
    if (this.focused && (!this.holder || this.holder.first(this.$el.id))) this.$el.focus();
    if (this.holder) this.$nextTick(() => this.holder.give(this.$el.id, (kept) => this.resume(kept)));
  },
  beforeUnmount() {
    if (!this.holder) return;
    this.gone = true;
    const box = this.box();
    const caret = box === document.activeElement ? [box.selectionStart, box.selectionEnd] : null;
    this.holder.keep(this.$el.id, { here: this.here, told: this.told, sent: this.sent, caret });
  },
  methods: {
    box() { return this.kind === "check" ? this.$el.querySelector("input") : this.$el; },
    take() {
      if (this.heard !== undefined && (this.here !== this.told || this.sent > this.heard)) return;
      this.here = this.value;
      this.told = this.value;
    },
    resume(kept) {
      [this.here, this.told, this.sent] = [kept.here, kept.told, kept.sent];
      this.take();
      if (!kept.caret) return;
      this.box().focus();
      this.$nextTick(() => { if (typeof kept.caret[0] === "number") this.box().setSelectionRange(...kept.caret); });
    },
    type(event) { this.here = event.target.value; this.$emit("input", this.here); },
    commit() {
      if (this.here === this.told || this.gone) return;
      this.told = this.here;
      this.sent += 1;
      this.$emit("commit", this.here);
    },
    choose(event) { this.here = event.target.value; this.commit(); },
    tick(event) { this.here = event.target.checked; this.commit(); },
    press(event) {
      const sends = this.enter === "plain" ? !event.shiftKey : event.ctrlKey || event.metaKey;
      if (event.key !== "Enter" || event.isComposing || !this.enter || !sends) return;
      event.preventDefault();
      this.told = this.here;
      this.sent += 1;
      this.$emit("enter", this.here);
    },
    clear() { this.here = ""; this.told = ""; },
    put(text) { this.here = text; this.told = text; },
    focus() { this.$el.focus(); },
  },
};
