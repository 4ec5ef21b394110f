from django.urls import include, path

from config.health import health

urlpatterns = [
    path("healthz", health, name="health"),
    path("desk/", include("disclosures.desk.urls")),
    path("", include("disclosures.public.urls")),
]

handler404 = "disclosures.public.views.not_found_page"
handler500 = "disclosures.public.views.server_error_page"
