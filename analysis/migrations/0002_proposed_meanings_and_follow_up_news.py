from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analysis', '0001_initial'),
        ('surveys', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField(
            model_name='recordedreason',
            old_name='proposal',
            new_name='proposed_reason',
        ),
        migrations.AddField(
            model_name='followup',
            name='is_news',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='recordedreason',
            name='proposed_meaning',
            field=models.CharField(blank=True, choices=[('reason', 'a reason'), ('other', 'another reason, outside the list'), ('no_reason', 'no reason given')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='followup',
            index=models.Index(condition=models.Q(('closed_at', None), ('is_news', True)), fields=['assignee'], name='follow_ups_to_tell'),
        ),
    ]
