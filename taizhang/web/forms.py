"""How every form looks and how a refused action comes back to the field at fault, with everything typed kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from taizhang.foundation.refusals import NotPermitted, Refused

DJANGOS_BLANK = "---------"


class Renderer(TemplatesSetting):
    """Fields through web/field.html, forms through web/form.html."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class MomentInput(forms.DateTimeInput):
    """The browser's own date-and-time picker, in Shanghai time."""

    input_type = "datetime-local"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **options)


class Form(forms.Form):
    """Base of the project's forms: Bootstrap classes, the project's date inputs, no colon after labels."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == DJANGOS_BLANK:
                field.empty_label = _("请选择") if field.required else "—"
            if isinstance(field, forms.DateField):
                field.widget = DateInput(attrs=field.widget.attrs)
            elif isinstance(field, forms.DateTimeField):
                field.widget = MomentInput(attrs=field.widget.attrs)
            widget = field.widget
            if isinstance(widget, forms.CheckboxInput):
                css = "form-check-input"
            elif isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
                css = "form-select"
            elif isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
                css = "tz-choices"
            else:
                css = "form-control"
            widget.attrs.setdefault("class", css)


@dataclass(frozen=True)
class FormPage:
    """What stands around a form: its title, where 返回 leads, the word on the button, a note above."""

    title: Any
    back: str
    submit: Any = ""
    note: Any = ""
    crumbs: tuple[tuple[str, str], ...] = ()


def form_view(
    request: HttpRequest,
    form_class: type[Form],
    act: Callable[[dict[str, Any]], Any],
    *,
    page: FormPage,
    done: Callable[[Any], str],
    saved: Any = "",
    initial: dict[str, Any] | None = None,
    template: str = "web/form_page.html",
    **form_options: Any,
) -> HttpResponse:
    """Show a form, call one action with its cleaned data, and go to `done(result)`; a refusal returns to its field.

    Answers 422 with the form and all that was typed when something is wrong; NotPermitted goes on to the 403 page.
    """
    form = form_class(request.POST or None, request.FILES or None, initial=initial, **form_options)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                result = act(form.cleaned_data)
            except NotPermitted:
                raise
            except Refused as refusal:
                field = refusal.field if refusal.field in form.fields else None
                form.add_error(field, str(refusal))
            else:
                messages.success(request, str(saved) or _("已保存。"))
                return HttpResponseRedirect(done(result))
        status = 422
    return render(request, template, {"form": form, "page": page}, status=status)
