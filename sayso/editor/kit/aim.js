// What the address names behind `#` is shown: scrolled to and given the focus, also when it changes later.
export default {
  template: `<span hidden></span>`,
  emits: ["missing"],
  mounted() {
    this.aim = this.aim.bind(this);
    addEventListener("hashchange", this.aim);
    setTimeout(this.aim, 0);
  },
  unmounted() { removeEventListener("hashchange", this.aim); },
  methods: {
    aim() {
      const name = decodeURIComponent(location.hash.slice(1));
      const found = name && document.getElementById(name);
      document.querySelectorAll(".aimed").forEach((one) => one.classList.remove("aimed"));
      if (!name || name === "main") return;
      if (!found) { this.$emit("missing", name); return; }
      found.classList.add("aimed");
      found.scrollIntoView({ block: "start" });
      found.focus({ preventScroll: true });
    },
  },
};
