// The veil and the sheet in it. The first thing that can be used gets the focus; Tab goes round inside.
export default {
  template: `
    <div class="veil" :class="{ middle }" @mousedown.self="close" @keydown.esc.stop="close" @keydown.tab="turn">
      <div class="sheet" role="dialog" aria-modal="true" :aria-label="label" tabindex="-1" ref="sheet"><slot></slot></div>
    </div>`,
  props: { label: String, middle: Boolean },
  emits: ["close"],
  mounted() {
    this.before = document.activeElement;
    if (!this.$refs.sheet.contains(this.before)) this.$refs.sheet.focus();
    setTimeout(() => {
      if (this.$refs.sheet && (document.activeElement === this.$refs.sheet || !this.$refs.sheet.contains(document.activeElement))) {
        (this.$refs.sheet.querySelector("[data-first], input, textarea, select") || this.$refs.sheet).focus();
      }
    }, 0);
  },
  unmounted() { if (this.before && document.contains(this.before)) this.before.focus(); },
  methods: {
    close() { this.$emit("close"); },
    turn(event) {
      const all = [...this.$refs.sheet.querySelectorAll("a[href], button:not(:disabled), input, select, textarea, [tabindex='0']")]
        .filter((one) => one.offsetParent !== null);
      if (!all.length) return;
      const [first, last] = [all[0], all[all.length - 1]];
      if (event.shiftKey && document.activeElement === first) { event.preventDefault(); last.focus(); }
      else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first.focus(); }
    },
  },
};
