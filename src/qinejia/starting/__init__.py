"""Starts a page (新建页面): a free id, a header from the schema, a filled example as its body."""

from qinejia.starting.drafting import Draft, StartFault, draft_page
from qinejia.starting.forms import FORMS, Form, find_form

__all__ = ["FORMS", "Draft", "Form", "StartFault", "draft_page", "find_form"]
