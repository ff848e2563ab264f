
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import surveys.company.models
import surveys.invitations.models
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('headers_digest', models.CharField(max_length=64, unique=True)),
                ('mapping', models.JSONField()),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'mapping of columns',
                'verbose_name_plural': 'mappings of columns',
            },
        ),
        migrations.CreateModel(
            name='ReasonCode',
            fields=[
                ('code', models.CharField(choices=[('pricing', 'Pricing'), ('billing', 'Billing'), ('quality', 'Quality'), ('features', 'Features'), ('usability', 'Usability'), ('support', 'Support'), ('communication', 'Communication'), ('personalisation', 'Personalisation'), ('competition', 'Competition'), ('change', 'Change'), ('not_needed', 'Not Needed')], max_length=32, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name': 'reason',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('cause', models.CharField(choices=[('unsubscribed', 'unsubscribed'), ('bounced', 'bounced'), ('by_staff', 'entered by a colleague')], max_length=20)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'suppressed address',
                'verbose_name_plural': 'suppressed addresses',
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('external_id', models.CharField(max_length=200, unique=True, verbose_name='external id')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('plan', models.CharField(blank=True, max_length=100, verbose_name='plan')),
                ('mrr', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='revenue per month')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('signed_up_on', models.DateField(blank=True, null=True, verbose_name='signed up')),
                ('attributes', models.JSONField(blank=True, default=dict, verbose_name='attributes')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
            },
        ),
        migrations.CreateModel(
            name='Cancellation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('external_id', models.CharField(max_length=220, unique=True, verbose_name='external id')),
                ('kind', models.CharField(choices=[('cancelled', 'cancelled'), ('not_renewed', 'not renewed'), ('downgraded', 'downgraded'), ('trial_ended', 'trial ended'), ('payment_failed', 'payment failed'), ('closed_by_us', 'closed by us'), ('deceased', 'deceased')], default='cancelled', max_length=20, verbose_name='kind')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked for at')),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='effective on')),
                ('plan', models.CharField(blank=True, max_length=100, verbose_name='plan')),
                ('mrr', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='revenue per month')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('tenure_months', models.PositiveIntegerField(blank=True, null=True, verbose_name='tenure in months')),
                ('attributes', models.JSONField(blank=True, default=dict, verbose_name='attributes')),
                ('recorded_reason', models.CharField(blank=True, max_length=500, verbose_name='recorded reason')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('returned_on', models.DateField(blank=True, null=True, verbose_name='returned on')),
                ('ended_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='ended on')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cancellations', to='surveys.account')),
            ],
            options={
                'verbose_name': 'cancellation',
                'verbose_name_plural': 'cancellations',
            },
        ),
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('mark', models.BinaryField(blank=True, editable=True, null=True, verbose_name='mark')),
                ('mark_type', models.CharField(blank=True, max_length=20)),
                ('postal_address', models.TextField(blank=True, verbose_name='postal address')),
                ('sender_name', models.CharField(blank=True, max_length=120, verbose_name="sender's name")),
                ('sender_email', models.EmailField(blank=True, max_length=254, verbose_name="sender's address")),
                ('reply_to_email', models.EmailField(blank=True, max_length=254, verbose_name='reply address')),
                ('privacy_text', models.JSONField(blank=True, default=dict, verbose_name='privacy text')),
                ('reporting_currency', models.CharField(blank=True, max_length=3, verbose_name='reporting currency')),
                ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), default=surveys.company.models.default_languages, size=None, verbose_name='languages')),
            ],
            options={
                'verbose_name': 'company',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='company_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('external_id', models.CharField(max_length=200, unique=True, verbose_name='external id')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('language', models.CharField(blank=True, max_length=5, verbose_name='language')),
                ('attributes', models.JSONField(blank=True, default=dict, verbose_name='attributes')),
                ('do_not_contact', models.BooleanField(default=False, verbose_name='do not contact')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='customers', to='surveys.account')),
            ],
            options={
                'verbose_name': 'customer',
                'verbose_name_plural': 'customers',
            },
        ),
        migrations.CreateModel(
            name='CustomerImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='file')),
                ('headers', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='columns')),
                ('mapping', models.JSONField(default=dict, verbose_name='columns read as')),
                ('as_of', models.DateField(verbose_name='as of')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('state', models.CharField(choices=[('uploaded', 'to be checked'), ('queued', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='uploaded', max_length=10, verbose_name='state')),
                ('row_count', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('done_count', models.PositiveIntegerField(default=0, verbose_name='rows read')),
                ('refused_count', models.PositiveIntegerField(default=0, verbose_name='rows refused')),
                ('unknown_day_count', models.PositiveIntegerField(default=0, verbose_name='endings without a day')),
                ('unknown_owner_count', models.PositiveIntegerField(default=0, verbose_name='rows with an unknown owner')),
                ('counts', models.JSONField(blank=True, default=dict, verbose_name='counts')),
                ('problem_code', models.CharField(blank=True, max_length=40)),
                ('problem_value', models.CharField(blank=True, max_length=500)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'import of customers',
                'verbose_name_plural': 'imports of customers',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ExchangeRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('valid_from_on', models.DateField(verbose_name='valid from')),
                ('rate', models.DecimalField(decimal_places=8, max_digits=18, verbose_name='rate')),
            ],
            options={
                'verbose_name': 'exchange rate',
                'ordering': ['currency', '-valid_from_on'],
                'constraints': [models.UniqueConstraint(fields=('currency', 'valid_from_on'), name='one_rate_per_currency_and_day'), models.CheckConstraint(condition=models.Q(('rate__gt', Decimal('0'))), name='rate_is_positive')],
            },
        ),
        migrations.CreateModel(
            name='ImportPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('customer_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='surveys.customerimport')),
            ],
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('invitation', 'invitation'), ('reply', 'reply'), ('follow_up_alert', 'new follow-ups'), ('account', 'account')], max_length=20, verbose_name='purpose')),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('claimed', 'being written'), ('handing_over', 'being handed over'), ('sent', 'sent'), ('refused', 'refused'), ('uncertain', 'uncertain'), ('withdrawn', 'withdrawn')], default='queued', max_length=20, verbose_name='state')),
                ('recipient', models.EmailField(max_length=254, verbose_name='recipient')),
                ('unique_key', models.CharField(max_length=120, unique=True)),
                ('message_id', models.CharField(max_length=200, unique=True)),
                ('content', models.JSONField(blank=True, null=True)),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('server_reply', models.CharField(blank=True, max_length=500, verbose_name="the server's words")),
                ('customer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='letters', to='surveys.customer')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
            },
        ),
        migrations.CreateModel(
            name='ReasonLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=5)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('text', models.CharField(max_length=80)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('reason', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='surveys.reasoncode')),
            ],
            options={
                'verbose_name': 'reason label',
            },
        ),
        migrations.CreateModel(
            name='RefusedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='row')),
                ('column', models.CharField(blank=True, max_length=100, verbose_name='column')),
                ('code', models.CharField(max_length=40)),
                ('value', models.CharField(blank=True, max_length=100)),
                ('customer_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refused_rows', to='surveys.customerimport')),
            ],
            options={
                'verbose_name': 'refused row',
                'verbose_name_plural': 'refused rows',
                'ordering': ['number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('exit', 'exit'), ('relationship', 'relationship')], max_length=20, verbose_name='kind')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('active', 'active'), ('paused', 'paused'), ('closed', 'closed')], default='draft', max_length=20, verbose_name='status')),
                ('draft', models.JSONField(default=dict, verbose_name='draft')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'survey',
                'verbose_name_plural': 'surveys',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='InvitationRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('delay_hours', models.PositiveSmallIntegerField(default=1, verbose_name='hours after the cancellation')),
                ('switched_on_at', models.DateTimeField(blank=True, null=True)),
                ('survey', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rule', to='surveys.survey')),
            ],
            options={
                'verbose_name': 'automatic rule',
            },
        ),
        migrations.CreateModel(
            name='InvitationRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.JSONField()),
                ('include_older', models.BooleanField(default=False)),
                ('occasion', models.CharField(blank=True, max_length=60)),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('expected_count', models.PositiveIntegerField()),
                ('left_out', models.JSONField(default=dict)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.CharField(blank=True, max_length=200)),
                ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='surveys.survey')),
            ],
            options={
                'verbose_name': 'round of invitations',
                'verbose_name_plural': 'rounds of invitations',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(max_length=60)),
                ('token', models.CharField(default=surveys.invitations.models.new_token, max_length=40, unique=True)),
                ('language', models.CharField(max_length=5)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_on', models.DateField(db_index=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('cancellation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to='surveys.cancellation')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='surveys.customer')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to='surveys.invitationround')),
                ('letter', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitation', to='surveys.letter')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='surveys.survey')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
            },
        ),
        migrations.CreateModel(
            name='SurveyResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('partial', 'partial'), ('complete', 'complete')], default='partial', max_length=20, verbose_name='state')),
                ('language', models.CharField(max_length=5, verbose_name='language')),
                ('question_order', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('plan', models.CharField(blank=True, max_length=100, verbose_name='plan')),
                ('mrr', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='revenue per month')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('tenure_months', models.PositiveIntegerField(blank=True, null=True, verbose_name='tenure in months')),
                ('attributes', models.JSONField(blank=True, default=dict, verbose_name='attributes')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='started at')),
                ('touched_at', models.DateTimeField(auto_now=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('answered_on', models.DateField(db_index=True, verbose_name='answered on')),
                ('cancellation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='responses', to='surveys.cancellation')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='surveys.customer')),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='response', to='surveys.invitation')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.survey')),
            ],
            options={
                'verbose_name': 'response',
                'verbose_name_plural': 'responses',
            },
        ),
        migrations.CreateModel(
            name='GivenPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reply', 'reply to me about this'), ('tell', 'tell me what came of it'), ('quote', 'you may quote me without my name')], max_length=10)),
                ('is_given', models.BooleanField()),
                ('wording_version', models.PositiveSmallIntegerField()),
                ('language', models.CharField(max_length=5)),
                ('answered_at', models.DateTimeField()),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='permissions', to='surveys.surveyresponse')),
            ],
            options={
                'verbose_name': 'permission',
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=80)),
                ('number', models.SmallIntegerField(blank=True, null=True)),
                ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('verbatim', models.TextField(blank=True, max_length=10000)),
                ('shown_order', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='surveys.surveyresponse')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
            },
        ),
        migrations.CreateModel(
            name='SurveyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('document', models.JSONField()),
                ('launched_at', models.DateTimeField(auto_now_add=True)),
                ('launched_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='surveys.survey')),
            ],
            options={
                'verbose_name': 'survey version',
            },
        ),
        migrations.AddField(
            model_name='surveyresponse',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.surveyversion'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='surveys.surveyversion'),
        ),
        migrations.CreateModel(
            name='Touchpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('happened_at', models.DateTimeField(verbose_name='happened at')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='in words')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='touchpoints', to='surveys.account')),
                ('customer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='touchpoints', to='surveys.customer')),
            ],
            options={
                'verbose_name': 'touchpoint',
                'verbose_name_plural': 'touchpoints',
                'ordering': ['-happened_at'],
            },
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(fields=['email'], name='surveys_cus_email_31aac6_idx'),
        ),
        migrations.AddIndex(
            model_name='customerimport',
            index=models.Index(condition=models.Q(('state__in', ['uploaded', 'queued', 'running'])), fields=['state', 'claimed_at'], name='imports_to_take_up'),
        ),
        migrations.AddConstraint(
            model_name='importpart',
            constraint=models.UniqueConstraint(fields=('customer_import', 'position'), name='one_part_per_import_and_position'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state', 'queued')), fields=['next_attempt_at'], name='letters_queued'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state__in', ['claimed', 'handing_over'])), fields=['lease_until'], name='letters_in_work'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['customer', 'settled_at'], name='letters_of_customer'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state__in', ['refused', 'uncertain'])), name='letters_in_trouble'),
        ),
        migrations.AddConstraint(
            model_name='reasonlabel',
            constraint=models.UniqueConstraint(fields=('reason', 'language', 'version'), name='one_label_per_language_and_version'),
        ),
        migrations.AddIndex(
            model_name='refusedrow',
            index=models.Index(fields=['customer_import', 'number'], name='surveys_ref_custome_c4e83b_idx'),
        ),
        migrations.AddIndex(
            model_name='invitationrule',
            index=models.Index(condition=models.Q(('switched_on_at__isnull', False)), fields=['survey'], name='rules_switched_on'),
        ),
        migrations.AddIndex(
            model_name='invitationround',
            index=models.Index(condition=models.Q(('finished_at', None)), fields=['requested_at'], name='rounds_unfinished'),
        ),
        migrations.AddConstraint(
            model_name='givenpermission',
            constraint=models.UniqueConstraint(fields=('response', 'kind'), name='one_permission_per_kind'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('response', 'question'), name='one_answer_per_question'),
        ),
        migrations.AddConstraint(
            model_name='surveyversion',
            constraint=models.UniqueConstraint(fields=('survey', 'number'), name='one_version_per_number'),
        ),
        migrations.AddIndex(
            model_name='surveyresponse',
            index=models.Index(condition=models.Q(('settled_at', None)), fields=['touched_at'], name='responses_left_half_way'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(fields=('customer', 'survey', 'occasion'), name='one_invitation_per_customer_survey_and_occasion'),
        ),
        migrations.AddConstraint(
            model_name='touchpoint',
            constraint=models.UniqueConstraint(fields=('account', 'kind', 'happened_at'), name='one_touchpoint_per_kind_and_moment'),
        ),
    ]
