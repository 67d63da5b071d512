"""What the model's grammar costs per token: the time of one mask, beside a grammar that lets everything through.

`python -m bench.decoding [--json]`. Every token of every flow is asked for under both grammars, best of three; the
figures are the medians and the worst, and how many times the trivial grammar's median they are.
"""

import argparse
import json
import statistics
import time

from llguidance import LLMatcher, LLTokenizer, TokenizerWrapper

from sayso.connectors import standard_catalog
from sayso.copilot.decoding import model_grammar
from tests.copilot.decoding_models import BYTES, TEXTS, Tokens, vocabulary

ANYTHING = "start: /(?s:.)*/\n"
VOCABULARIES: dict[str, tuple[bytes, ...]] = {"bytes": BYTES, "words": vocabulary(), "large": vocabulary(large=True)}
TURNS = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a table")
    found = [measured(name, tokens) for name, tokens in VOCABULARIES.items()]
    if parser.parse_args().json:
        print(json.dumps(found))
        return
    for row in found:
        print(
            f"{row['vocabulary']:6} {row['tokens']:6} tokens, {row['masks']:5} masks: "
            f"median {row['median_ms']:.3f} ms ({row['median_ratio']:.1f} x trivial), "
            f"99 of 100 within {row['p99_ms']:.2f} ms, worst {row['worst_ms']:.2f} ms ({row['worst_ratio']:.0f} x), "
            f"ready in {row['ready_ms']:.0f} ms ({row['ready_ratio']:.0f} x)"
        )


def measured(name: str, chosen: tuple[bytes, ...]) -> dict[str, float | str]:
    """The figures of one vocabulary."""
    tokens = Tokens(chosen)
    tokenizer = LLTokenizer(TokenizerWrapper(tokens))
    ready, ours = times(model_grammar(standard_catalog()), tokens, tokenizer)
    ready_trivial, trivial = times(ANYTHING, tokens, tokenizer)
    plain = statistics.median(trivial)
    return {
        "vocabulary": name,
        "tokens": len(tokens.tokens),
        "masks": len(ours),
        "median_ms": statistics.median(ours) * 1e3,
        "median_ratio": statistics.median(ours) / plain,
        "p99_ms": sorted(ours)[len(ours) * 99 // 100] * 1e3,
        "worst_ms": max(ours) * 1e3,
        "worst_ratio": max(ours) / plain,
        "ready_ms": ready * 1e3,
        "ready_ratio": ready / ready_trivial,
    }


def times(grammar: str, tokens: Tokens, tokenizer: LLTokenizer) -> tuple[float, list[float]]:
    """Seconds until a matcher is ready, and of every mask on the way through all flows, the best of some turns."""
    begun = time.perf_counter()
    fresh = LLMatcher(tokenizer, LLMatcher.grammar_from_lark(grammar), log_level=0)
    fresh.compute_bitmask()
    ready = time.perf_counter() - begun
    turns = [[seconds for text in TEXTS.values() for seconds in masks(fresh, tokens(text))] for _ in range(TURNS)]
    return ready, [min(same) for same in zip(*turns, strict=True)]


def masks(fresh: LLMatcher, numbers: list[int]) -> list[float]:
    """Seconds of the mask before each token of a text."""
    matcher, found = fresh.deep_copy(), []
    for number in numbers:
        begun = time.perf_counter()
        matcher.compute_bitmask()
        found.append(time.perf_counter() - begun)
        assert matcher.consume_token(number), matcher.get_error()[:200]
    return found


if __name__ == "__main__":
    main()
