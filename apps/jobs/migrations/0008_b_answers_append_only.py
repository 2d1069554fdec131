"""Answers and published checklists stand: the database refuses to change or delete them."""

from django.db import migrations

FORBID = """
CREATE FUNCTION jobs_answers_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'answers of checklists are never changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER answers_append_only BEFORE UPDATE OR DELETE ON jobs_checklistanswer
  FOR EACH ROW EXECUTE FUNCTION jobs_answers_append_only();
CREATE TRIGGER answer_files_append_only BEFORE UPDATE OR DELETE ON jobs_answerfile
  FOR EACH ROW EXECUTE FUNCTION jobs_answers_append_only();
CREATE FUNCTION jobs_published_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'published versions of checklists are never changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER published_stands BEFORE UPDATE OR DELETE ON jobs_checklistversion
  FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION jobs_published_stands();
"""
ALLOW = """
DROP TRIGGER published_stands ON jobs_checklistversion;
DROP FUNCTION jobs_published_stands();
DROP TRIGGER answer_files_append_only ON jobs_answerfile;
DROP TRIGGER answers_append_only ON jobs_checklistanswer;
DROP FUNCTION jobs_answers_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("jobs", "0008_checklists")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
