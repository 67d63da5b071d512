// A button that puts a text into the clipboard, also where the browser has no clipboard for pages without TLS.
export default {
  template: `
    <button type="button" class="button" data-drawing="copy" @click="copy">
      <span aria-live="polite">{{ done ? after : label }}</span>
    </button>`,
  props: { text: String, label: String, after: String },
  data() { return { done: false }; },
  methods: {
    async copy() {
      try { await navigator.clipboard.writeText(this.text); } catch { this.old(); }
      this.done = true;
      setTimeout(() => { this.done = false; }, 2000);
    },
    old() {
      const area = document.createElement("textarea");
      area.value = this.text;
      area.style.position = "fixed";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      this.$el.focus();
    },
  },
};
