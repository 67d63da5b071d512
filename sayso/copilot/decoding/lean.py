"""Makes a grammar cheaper to follow without changing what can be written: fewer rules, alternatives begun only once.

A matcher keeps one item for every form it may be in; forms that begin alike are one form here until they part.
"""

from itertools import groupby

from sayso.copilot.decoding.notation import Form, Grammar, Item


def lean(grammar: Grammar, keep: str) -> Grammar:
    """The same language; rules that only name another one are gone (but for `keep`)."""
    rules = {name: tuple(Form(_flat(form)) for form in forms) for name, forms in grammar.rules.items()}
    names = {name: alone for name, forms in rules.items() if name != keep and (alone := _alone(forms))}
    named = {name: _renamed(forms, names) for name, forms in rules.items() if name not in names}
    return Grammar({name: _factored(forms) for name, forms in named.items()}, grammar.terminals)


def _flat(form: Form) -> tuple[Item, ...]:
    """The items of a form; what stands in parentheses for no reason stands there without."""
    items: list[Item] = []
    for item in form.items:
        if isinstance(item.what, str):
            items.append(item)
            continue
        forms = tuple(Form(_flat(inner)) for inner in item.what)
        if len(forms) == 1 and not item.times:
            items += forms[0].items
        elif len(forms) == 1 and len(forms[0].items) == 1 and not forms[0].items[0].times:
            items.append(Item(forms[0].items[0].what, item.times))
        else:
            items.append(Item(forms, item.times))
    return tuple(items)


def _alone(forms: tuple[Form, ...]) -> str:
    """The one symbol that a rule stands for, if it is just another name for it."""
    if len(forms) == 1 and len(forms[0].items) == 1 and not forms[0].items[0].times:
        what = forms[0].items[0].what
        return what if isinstance(what, str) else ""
    return ""


def _renamed(forms: tuple[Form, ...], names: dict[str, str]) -> tuple[Form, ...]:
    return tuple(Form(tuple(_renamed_item(item, names) for item in form.items)) for form in forms)


def _renamed_item(item: Item, names: dict[str, str]) -> Item:
    if not isinstance(item.what, str):
        return Item(_renamed(item.what, names), item.times)
    symbol = item.what
    while symbol in names:
        symbol = names[symbol]
    return Item(symbol, item.times)


def _factored(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """Forms that begin with the same item put together."""
    inner = [Form(tuple(_factored_item(item) for item in form.items)) for form in forms]
    order = {form.items[0]: place for place, form in reversed(list(enumerate(inner)))}
    inner.sort(key=lambda form: order[form.items[0]])
    return tuple(_together(list(same)) for _, same in groupby(inner, key=lambda form: form.items[0]))


def _factored_item(item: Item) -> Item:
    return item if isinstance(item.what, str) else Item(_factored(item.what), item.times)


def _together(forms: list[Form]) -> Form:
    """Forms with the same first item as one form."""
    if len(forms) == 1:
        return forms[0]
    rests = tuple(Form(form.items[1:]) for form in dict.fromkeys(forms) if len(form.items) > 1)
    if not rests:
        return forms[0]
    times = "?" if any(len(form.items) == 1 for form in forms) else ""
    rest = Item(_factored(rests), times)
    return Form((forms[0].items[0], *(_flat(Form((rest,))))))
