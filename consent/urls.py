"""Addresses of the pages of `consent`."""

from django.urls import path

from consent.views.closing import closing_retention
from consent.views.documents import (
    document_new,
    document_removal,
    document_sheet,
    documents,
    documents_latest,
)
from consent.views.forms import form_differences, form_new, form_version, form_wording, forms
from consent.views.holds import hold, hold_new, holds
from consent.views.overview import consent, consent_summary
from consent.views.papers import authority_new, authority_papers, paper
from consent.views.permit import consent_permit
from consent.views.prints import consent_copy, form_leaflet, form_paper
from consent.views.retention import (
    case_retention,
    destructions_due,
    destructions_overdue,
    retention,
    retention_warnings,
)
from consent.views.rights import restriction_lifting, restriction_new, viewings, viewings_paper
from consent.views.signing import consent_new, consent_record, consent_signature
from consent.views.withdrawal import destruction, destruction_certificate, withdrawal_new

urlpatterns = [
    path("cases/<int:case_id>/consent/", consent, name="consent"),
    path("cases/<int:case_id>/consent/summary/", consent_summary, name="consent-summary"),
    path("cases/<int:case_id>/people/<int:person_id>/consent/", consent_new, name="consent-new"),
    path("cases/<int:case_id>/people/<int:person_id>/withdrawal/", withdrawal_new, name="withdrawal-new"),
    path("cases/<int:case_id>/people/<int:person_id>/authority/", authority_new, name="authority-new"),
    path(
        "cases/<int:case_id>/authorities/<int:authority_id>/papers/",
        authority_papers,
        name="authority-papers",
    ),
    path("cases/<int:case_id>/documents/", documents, name="documents"),
    path("cases/<int:case_id>/documents/latest/", documents_latest, name="documents-latest"),
    path("cases/<int:case_id>/documents/new/", document_new, name="document-new"),
    path("documents/<int:document_id>/removal/", document_removal, name="document-removal"),
    path("sheets/<int:sheet_id>/", document_sheet, name="document-sheet"),
    path("papers/<int:paper_id>/", paper, name="paper"),
    path("consent/<int:record_id>/", consent_record, name="consent-record"),
    path("consent/<int:record_id>/copy.pdf", consent_copy, name="consent-copy"),
    path("cases/<int:case_id>/forms/<int:form_id>/form.pdf", form_paper, name="form-paper"),
    path("forms/<int:form_id>/leaflet.pdf", form_leaflet, name="form-leaflet"),
    path("consent/<int:record_id>/signature.png", consent_signature, name="consent-signature"),
    path("custodies/<int:custody_id>/permits/<slug:purpose>/", consent_permit, name="consent-permit"),
    path("cases/<int:case_id>/closure/retention/", closing_retention, name="closing-retention"),
    path("cases/<int:case_id>/retention/", case_retention, name="case-retention"),
    path("cases/<int:case_id>/holds/new/", hold_new, name="hold-new"),
    path("cases/<int:case_id>/restrictions/new/", restriction_new, name="restriction-new"),
    path("restrictions/<int:restriction_id>/lifting/", restriction_lifting, name="restriction-lifting"),
    path("cases/<int:case_id>/viewings/", viewings, name="viewings"),
    path("cases/<int:case_id>/viewings.pdf", viewings_paper, name="viewings-paper"),
    path("cases/warnings/", retention_warnings, name="retention-warnings"),
    path("oversight/forms/", forms, name="forms"),
    path("oversight/forms/new/", form_new, name="form-new"),
    path("oversight/forms/<slug:language>/<slug:variant>/", form_wording, name="form-wording"),
    path("oversight/forms/<int:form_id>/", form_version, name="form-version"),
    path("oversight/forms/<int:form_id>/changes/<int:other_id>/", form_differences, name="form-differences"),
    path("oversight/retention/", retention, name="retention"),
    path("oversight/destructions/overdue/", destructions_overdue, name="destructions-overdue"),
    path("oversight/destructions/", destructions_due, name="destructions-due"),
    path("oversight/holds/", holds, name="holds"),
    path("oversight/holds/<int:hold_id>/", hold, name="hold"),
    path("destructions/<int:destruction_id>/", destruction, name="destruction"),
    path(
        "destructions/<int:destruction_id>/certificate.pdf",
        destruction_certificate,
        name="destruction-certificate",
    ),
]
