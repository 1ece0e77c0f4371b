from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


def forget_what_was_not_chosen(apps: Any, schema_editor: Any) -> None:
    """Everybody had Indonesian from the start; who chose it keeps it in the browser."""
    apps.get_model("people", "User").objects.filter(language="id").update(language="")


class Migration(migrations.Migration):
    """A language may have a longer code, and a person need not have chosen one."""

    dependencies: ClassVar = [("people", "0002_api_keys")]

    operations: ClassVar = [
        migrations.AlterField("user", "language", models.CharField(blank=True, default="", max_length=12)),
        migrations.RunPython(forget_what_was_not_chosen, migrations.RunPython.noop),
    ]
