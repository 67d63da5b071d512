// A field of words and data chips. `commit` tells the end, `want` that somebody asks for data (the list stands outside, and
// gives it back with `take` or `back`). Drawn again, it keeps what is being typed, and what Python has not `heard` of yet.
export default {
  template: `
    <div class="input pieces" role="textbox" :contenteditable="off ? 'false' : 'true'" :aria-label="label" :data-hint="hint"
      :aria-multiline="many ? 'true' : 'false'" :aria-disabled="off ? 'true' : null" :aria-invalid="wrong ? 'true' : null"
      :class="{ tall: many }" :tabindex="off ? -1 : 0" spellcheck="false" dir="auto" ref="box" @blur="left" @keydown="press" @input="grew"
      @paste.prevent="paste" @drop.prevent @compositionend="grew"></div>`,
  props: { pieces: Array, label: String, hint: String, many: Boolean, off: Boolean, focused: Boolean, wrong: Boolean, asks: Boolean,
    heard: Number, drawn: Number },
  emits: ["commit", "want"],
  inject: { holder: { default: null } },
  mounted() {
    this.sent = this.heard;
    this.draw(this.pieces || []);
    if (this.focused && (!this.holder || this.holder.first(this.$el.id))) this.$el.focus();
    if (this.holder) this.$nextTick(() => this.holder.give(this.$el.id, (kept) => this.resume(kept)));
  },
  beforeUnmount() {
    if (!this.holder) return;
    this.gone = true;
    const nodes = [...this.$refs.box.childNodes];
    const found = this.$refs.box === document.activeElement ? window.getSelection() : null;
    const caret = found && [found.anchorNode, found.anchorOffset, found.focusNode, found.focusOffset];
    this.holder.keep(this.$el.id, { nodes, old: this.$refs.box, told: this.told, sent: this.sent, caret });
  },
  watch: {
    drawn() {
      this.refresh();
      if (this.holding && document.activeElement === document.body) this.back();
    },
  },
  methods: {
    refresh() {
      const here = JSON.stringify(this.read());
      const focused = this.$refs.box === document.activeElement;
      if (here !== this.told || this.sent > this.heard) return;
      if (focused && here === JSON.stringify((this.pieces || []).map(([kind, words, source]) => [kind, kind === "data" ? source : words]))) return;
      this.draw(this.pieces || []);
      if (focused) window.getSelection().collapse(this.$refs.box, this.$refs.box.childNodes.length);
    },
    resume(kept) {
      this.$refs.box.replaceChildren(...kept.nodes);
      [this.told, this.sent] = [kept.told, kept.sent];
      this.grew();
      this.refresh();
      if (!kept.caret) return;
      this.$refs.box.focus();
      const here = kept.caret.map((one) => (one === kept.old ? this.$refs.box : one));
      if (this.$refs.box.contains(here[0]) && this.$refs.box.contains(here[2])) window.getSelection().setBaseAndExtent(...here);
      else window.getSelection().collapse(this.$refs.box, this.$refs.box.childNodes.length);
    },
    draw(pieces) {
      this.$refs.box.replaceChildren(...pieces.flatMap((one) => (one[0] === "data" ? [this.chip(one)] : this.words(one[1]))));
      this.told = JSON.stringify(this.read());
      this.grew();
    },
    words(text) {
      return text.split("\n").flatMap((row, at) => (at ? [document.createElement("br"), document.createTextNode(row)] : [document.createTextNode(row)]));
    },
    chip([, words, source, last]) {
      const made = document.createElement("span");
      made.className = "data-chip";
      made.contentEditable = "false";
      made.textContent = words;
      made.dataset.source = source;
      made.translate = false;
      if (last) made.title = last;
      return made;
    },
    read() {
      const pieces = [];
      const add = (text) => {
        if (!text) return;
        const last = pieces[pieces.length - 1];
        if (last && last[0] === "words") last[1] += text;
        else pieces.push(["words", text]);
      };
      const walk = (node) => {
        if (node.nodeType === 3) add(node.data.replace(/\u00a0/g, " ").replace(/\u200b/g, ""));
        else if (node.dataset && node.dataset.source !== undefined) pieces.push(["data", node.dataset.source]);
        else if (node.nodeName === "BR") add("\n");
        else {
          if (node !== this.$refs.box && node.nodeName === "DIV" && pieces.length) add("\n");
          node.childNodes.forEach(walk);
        }
      };
      walk(this.$refs.box);
      const end = pieces[pieces.length - 1];
      if (end && end[0] === "words" && end[1].endsWith("\n")) end[1] = end[1].slice(0, -1);
      return pieces.filter((one) => one[1] !== "");
    },
    grew() { this.$refs.box.classList.toggle("blank", this.read().length === 0); },
    left() {
      if (this.gone || !this.$refs.box || !this.$refs.box.isConnected) return;
      this.keep();
      if (!this.holding) this.commit();
    },
    commit() {
      const now = this.read();
      if (JSON.stringify(now) === this.told) return;
      this.told = JSON.stringify(now);
      this.sent += 1;
      this.$emit("commit", now);
    },
    press(event) {
      if (event.isComposing) return;
      if (event.key === "@" && this.asks) { event.preventDefault(); this.ask(); }
      else if (event.key === "Enter" && (!this.many || event.ctrlKey || event.metaKey)) { event.preventDefault(); this.commit(); }
      else if (event.key === "Enter") { event.preventDefault(); this.put([document.createElement("br")]); }
      else if (event.key === "Escape") { this.draw(this.pieces || []); }
    },
    ask() { this.keep(); this.holding = true; this.$emit("want"); },
    keep() {
      const found = window.getSelection();
      if (found.rangeCount && this.$refs.box.contains(found.anchorNode)) this.range = found.getRangeAt(0).cloneRange();
    },
    back() {
      this.holding = false;
      this.$refs.box.focus();
      const found = window.getSelection();
      found.removeAllRanges();
      const range = this.range && this.$refs.box.contains(this.range.startContainer) ? this.range : document.createRange();
      if (range !== this.range) { range.selectNodeContents(this.$refs.box); range.collapse(false); }
      found.addRange(range);
    },
    take(source, words, last, alone) {
      this.back();
      if (alone) { this.$refs.box.replaceChildren(); this.range = null; this.back(); }
      this.put([this.chip(["data", words, source, last])]);
      if (alone) this.commit();
    },
    put(nodes) {
      const found = window.getSelection();
      const range = found.getRangeAt(0);
      range.deleteContents();
      for (const node of nodes) { range.insertNode(node); range.setStartAfter(node); }
      const tail = document.createTextNode("\u200b");
      range.insertNode(tail);
      range.setStartAfter(tail);
      range.collapse(true);
      found.removeAllRanges();
      found.addRange(range);
      this.grew();
    },
    paste(event) {
      const text = event.clipboardData.getData("text/plain");
      this.put(this.words(this.many ? text : text.replace(/\s+/g, " ")));
    },
    focus() { this.$refs.box.focus(); },
  },
};
