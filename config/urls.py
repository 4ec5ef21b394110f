from django.urls import include, path

from config.health import health, readiness
from disclosures.desk.site import desk

urlpatterns = [
    path("healthz", health, name="health"),
    path("readyz", readiness, name="readiness"),
    path("desk/", include("disclosures.desk.home.urls")),
    path("desk/", include("disclosures.desk.overview.urls")),
    path("desk/", include("disclosures.desk.people.urls")),
    path("desk/", include("disclosures.desk.urls")),
    path("desk/", desk.urls),
    path("", include("disclosures.public.urls")),
]

handler400 = "disclosures.public.views.bad_request_page"
handler403 = "disclosures.public.views.forbidden_page"
handler404 = "disclosures.public.views.not_found_page"
handler500 = "disclosures.public.views.server_error_page"
