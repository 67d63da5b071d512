"""The door for other programs: webhooks and forms in, health, readiness and numbers out."""

from sayso.api.door import make_app
from sayso.api.house import Answer, Form, House
from sayso.api.programs import Desk
from sayso.api.serving import serve

__all__ = ["Answer", "Desk", "Form", "House", "make_app", "serve"]
