from django.urls import include, path

from disclosures.desk import answering, orders, review

urlpatterns = [
    path("", include("disclosures.desk.bulk.urls")),
    path("", include("disclosures.desk.carrying.urls")),
    path("", include("disclosures.desk.consolidating.urls")),
    path("", include("disclosures.desk.duties.urls")),
    path("", include("disclosures.desk.entry.urls")),
    path("", include("disclosures.desk.preview.urls")),
    path("", include("disclosures.desk.projects.urls")),
    path("", include("disclosures.desk.seals.urls")),
    path("", include("disclosures.desk.texts.urls")),
    path("", include("disclosures.desk.together.urls")),
    path("", include("disclosures.desk.workbook.urls")),
    path("", include("disclosures.desk.workflow.urls")),
    path("accounts/<int:pk>/findings/", review.findings_page, name="desk-findings"),
    path("accounts/<int:pk>/findings/accept", answering.accept_finding, name="desk-accept"),
    path("accounts/<int:pk>/findings/retract", answering.retract_acceptance, name="desk-retract"),
    path("accounts/<int:pk>/findings/take", answering.take_suggestion, name="desk-take"),
    path("accounts/<int:pk>/findings/undo", answering.undo, name="desk-undo"),
    path("accounts/<int:pk>/text/", review.text_page, name="desk-text"),
    path("accounts/<int:pk>/checklist/", review.checklist_page, name="desk-checklist"),
    path("orders/<int:pk>/", orders.order_page, name="desk-order"),
    path("orders/<int:pk>/state", orders.order_state, name="desk-order-state"),
    path("orders/<int:pk>/retry", orders.retry, name="desk-order-retry"),
]
