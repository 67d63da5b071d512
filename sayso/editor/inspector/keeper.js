// Holds the form. A field that was drawn again elsewhere finds here what was typed in it; the focus goes back to where it was.
export default {
  template: `<section class="inspector stack wide" :aria-label="label" @focusin="came" ref="box"><slot></slot></section>`,
  props: { label: String },
  provide() {
    return { holder: { keep: (id, kept) => this.kept.set(id, kept), give: (id, take) => this.give(id, take), first: (id) => this.first(id) } };
  },
  created() { this.kept = new Map(); this.seen = new Set(); },
  mounted() {
    this.watcher = new MutationObserver((changes) => this.restore(changes));
    this.watcher.observe(this.$el, { childList: true, subtree: true });
    this.elsewhere = (event) => { if (!this.$el.contains(event.target)) this.last = null; };
    document.addEventListener("focusin", this.elsewhere);
  },
  unmounted() { this.watcher.disconnect(); document.removeEventListener("focusin", this.elsewhere); },
  methods: {
    first(id) { return !this.seen.has(id) && Boolean(this.seen.add(id)); },
    give(id, take) {
      const kept = this.kept.get(id);
      this.kept.delete(id);
      if (kept) take(kept);
    },
    stops(field) { return [...field.querySelectorAll("input, select, textarea, button, [contenteditable=true]")]; },
    came(event) {
      const field = event.target.closest("[data-field]");
      this.last = field ? { name: field.dataset.field, at: this.stops(field).indexOf(event.target), node: event.target } : null;
    },
    restore(changes) {
      if (!this.last || document.activeElement !== document.body) return;
      const moved = changes.some((one) => [...one.removedNodes].some((node) => node.contains(this.last.node)));
      if (!moved && document.contains(this.last.node)) return;
      const field = this.$el.querySelector(`[data-field="${CSS.escape(this.last.name)}"]`);
      const stops = field ? this.stops(field) : [];
      const same = stops.find((stop) => stop === this.last.node || (stop.id && stop.id === this.last.node.id));
      const stop = same || stops[Math.min(this.last.at, stops.length - 1)];
      if (stop) stop.focus();
    },
  },
};
