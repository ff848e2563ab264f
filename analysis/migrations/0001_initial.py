
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('surveys', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('causes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('asked_for_reply', 'asked for a reply'), ('detractor', 'low score'), ('high_revenue', 'high revenue'), ('reason', 'support or billing named')], max_length=20), size=None)),
                ('priority', models.PositiveSmallIntegerField(choices=[(1, 'high'), (2, 'normal'), (3, 'low')], default=2, verbose_name='priority')),
                ('may_reply', models.BooleanField(default=False, verbose_name='may be answered')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='opened')),
                ('is_news', models.BooleanField(default=False)),
                ('outcome', models.CharField(blank=True, choices=[('saved', 'saved'), ('won_back', 'won back'), ('lost', 'lost'), ('no_reply', 'no reply'), ('no_contact_wanted', 'no contact wanted')], max_length=20, verbose_name='outcome')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('alert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='follow_ups', to='surveys.letter')),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='follow_ups', to=settings.AUTH_USER_MODEL, verbose_name='assignee')),
                ('cancellation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='follow_ups', to='surveys.cancellation')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='surveys.customer')),
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='follow_up', to='surveys.surveyresponse')),
            ],
            options={
                'verbose_name': 'follow-up',
                'verbose_name_plural': 'follow-ups',
            },
        ),
        migrations.CreateModel(
            name='ContactEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('note', 'note'), ('reply', 'reply')], max_length=10)),
                ('words', models.TextField(max_length=10000, verbose_name='words')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('letter', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entry', to='surveys.letter')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('follow_up', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='analysis.followup')),
            ],
            options={
                'verbose_name': 'contact',
                'ordering': ['written_at'],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'not read yet'), ('read', 'read'), ('failed', 'could not be read')], default='waiting', max_length=10)),
                ('finding', models.CharField(blank=True, choices=[('reasons', 'reasons found'), ('unsorted', 'unsorted'), ('no_words', 'no words'), ('not_analysed', 'not analysed')], max_length=20)),
                ('language', models.CharField(blank=True, max_length=5, verbose_name='language of the words')),
                ('tagger_version', models.CharField(blank=True, max_length=60)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_error', models.CharField(blank=True, max_length=300)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='surveys.surveyresponse')),
            ],
            options={
                'verbose_name': 'reading',
            },
        ),
        migrations.CreateModel(
            name='ReasonTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('ticked', 'what they ticked'), ('said', 'what they mention')], max_length=10)),
                ('state', models.CharField(choices=[('found', 'found by machine'), ('confirmed', 'confirmed by a person'), ('rejected', 'rejected by a person')], default='found', max_length=10)),
                ('score', models.FloatField(default=1.0)),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('clause_start', models.PositiveIntegerField(blank=True, null=True)),
                ('clause_end', models.PositiveIntegerField(blank=True, null=True)),
                ('tagger_version', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reason_tags', to='surveys.answer')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('reason', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tags', to='surveys.reasoncode')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reason_tags', to='surveys.surveyresponse')),
            ],
            options={
                'verbose_name': 'reason tag',
            },
        ),
        migrations.CreateModel(
            name='RecordedReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, unique=True, verbose_name='recorded as')),
                ('meaning', models.CharField(blank=True, choices=[('reason', 'a reason'), ('other', 'another reason, outside the list'), ('no_reason', 'no reason given')], max_length=10, verbose_name='meaning')),
                ('proposed_meaning', models.CharField(blank=True, choices=[('reason', 'a reason'), ('other', 'another reason, outside the list'), ('no_reason', 'no reason given')], max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('proposed_reason', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='surveys.reasoncode')),
                ('reason', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='surveys.reasoncode')),
            ],
            options={
                'verbose_name': 'recorded reason',
                'verbose_name_plural': 'recorded reasons',
                'ordering': ['text'],
            },
        ),
        migrations.CreateModel(
            name='RuleRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_waiting', models.BooleanField(default=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_error', models.CharField(blank=True, max_length=300)),
                ('response', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rule_run', to='surveys.surveyresponse')),
            ],
            options={
                'verbose_name': 'rule run',
            },
        ),
        migrations.CreateModel(
            name='VerifiedReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('settled_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('cancellation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='verified_reason', to='surveys.cancellation')),
                ('reason', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='surveys.reasoncode')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'verified reason',
            },
        ),
        migrations.AddIndex(
            model_name='followup',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['priority', 'due_at'], name='follow_ups_open'),
        ),
        migrations.AddIndex(
            model_name='followup',
            index=models.Index(condition=models.Q(('closed_at', None), ('is_news', True)), fields=['assignee'], name='follow_ups_to_tell'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('outcome', '')), models.Q(('closed_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='closed_exactly_with_an_outcome'),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['next_attempt_at'], name='readings_waiting'),
        ),
        migrations.AddConstraint(
            model_name='reasontag',
            constraint=models.UniqueConstraint(fields=('response', 'reason', 'source'), name='one_tag_per_reason_and_source'),
        ),
        migrations.AddConstraint(
            model_name='recordedreason',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('meaning', 'reason'), ('reason__isnull', False)), models.Q(models.Q(('meaning', 'reason'), _negated=True), ('reason', None)), _connector='OR'), name='a_reason_exactly_when_it_means_one'),
        ),
        migrations.AddIndex(
            model_name='rulerun',
            index=models.Index(condition=models.Q(('is_waiting', True)), fields=['next_attempt_at'], name='rule_runs_waiting'),
        ),
    ]
