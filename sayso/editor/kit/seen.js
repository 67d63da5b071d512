// What is inside was in view: told once, when every part of it has been on the screen, a tall one bit by bit.
export default {
  template: `<div ref="whole"><slot></slot></div>`,
  emits: ["seen"],
  mounted() {
    this.parts = [];
    this.eye = new IntersectionObserver((found) => found.forEach(this.look), { threshold: [...Array(41)].map((_, n) => n / 40) });
    this.eye.observe(this.$refs.whole);
  },
  unmounted() { this.eye.disconnect(); },
  methods: {
    look(found) {
      if (!found.isIntersecting) return;
      const { boundingClientRect: whole, intersectionRect: shown } = found;
      this.parts.push([shown.top - whole.top, shown.bottom - whole.top]);
      this.parts.sort((one, other) => one[0] - other[0]);
      let until = 1;
      for (const [top, bottom] of this.parts) if (top <= until + 1) until = Math.max(until, bottom);
      if (until < whole.height - 2) return;
      this.eye.disconnect();
      this.$emit("seen");
    },
  },
};
